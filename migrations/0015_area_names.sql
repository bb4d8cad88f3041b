-- org: names of areas are compared without regard to hyphens, apostrophes and leading zeros ("Phan Rang-Tháp Chàm",
-- "Phường 01"); databases that were filled before get the names as src/org/areas.ts (nameKey) writes them now.
update area set name_fold = regexp_replace(btrim(regexp_replace(name_fold, '[^[:alnum:]]+', ' ', 'g')), '\m0+(?=[0-9])', '', 'g')
  where name_fold is distinct from regexp_replace(btrim(regexp_replace(name_fold, '[^[:alnum:]]+', ' ', 'g')), '\m0+(?=[0-9])', '', 'g');
