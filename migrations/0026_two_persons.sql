-- statements: two persons attest, and not two accounts of one: whoever holds offices at two units has an account at each.
create function refuse_same_person() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if exists (select from statement_attestation t join account a on a.id = t.account_id join account b on b.id = new.account_id
             where t.statement_no = new.statement_no and a.person_id = b.person_id) then
    raise exception 'another person attests' using errcode = '23001';
  end if;
  return new;
end $$;
create trigger statement_attestation_persons before insert on statement_attestation for each row execute function refuse_same_person();
