-- statements: banks' statements, taken in whole or not at all. A line is written once, while its statement is staged, and
-- becomes part of the books when the statement's state says `posted`: no line is ever updated to say so.

create table statement (
  realm smallint not null references realm,
  id uuid not null,
  no integer generated always as identity unique, -- what lines bear: four bytes where a uuid is sixteen
  unit_id uuid not null references unit,
  money_account_id uuid not null,
  fund_id uuid not null,                  -- whose gifts the lines without a campaign's code are
  bank text not null check (bank ~ '^[a-z]+$'),
  mapping jsonb,                          -- how to read the file of a bank that is not known
  files text[] not null check (cardinality(files) > 0),
  opening_given bigint,                   -- typed by whoever brought the file, where the file carries none
  state text not null check (state in ('waiting', 'staging', 'faulty', 'staged', 'posted', 'repeated', 'refused', 'cancelled')),
  lines integer not null default 0,       -- read so far, then all
  again integer not null default 0,       -- of these, lines that an earlier file brought
  opening bigint,
  closing bigint,
  credits numeric(24) not null default 0,
  debits numeric(24) not null default 0,
  problem jsonb,                          -- why it was refused
  faults jsonb not null default '[]',     -- lines that stop a day from closing, each with its repair
  notes jsonb not null default '[]',
  differences jsonb not null default '[]', -- where it and an earlier file do not agree
  differences_by uuid,
  differences_why text check (differences_why <> ''),
  attempts smallint not null default 0,
  lease_until timestamptz,
  started_by uuid not null,
  started_at timestamptz not null,
  posted_by uuid,
  posted_at timestamptz,
  command_id uuid not null,
  posted_command uuid,
  primary key (realm, id),
  foreign key (money_account_id, unit_id) references money_account (id, unit_id),
  foreign key (fund_id, unit_id) references fund (id, unit_id),
  check ((state = 'posted') = (posted_at is not null)),
  check ((differences_by is null) = (differences_why is null))
);
-- Two files of one account are taken in one after the other, because the second must see the lines of the first.
create unique index statement_open on statement (money_account_id) where state in ('waiting', 'staging', 'faulty', 'staged');
create index statement_by_unit on statement (unit_id, started_at desc);
create index statement_to_stage on statement (started_at) where state in ('waiting', 'staging');

-- A line of a file. Its id is the first 128 bits of SHA-256 over account, canonical fields and occurrence: the same line in
-- another file has the same id, and its gift too. Eight-byte columns first, so that nothing is lost to alignment.
create table statement_line (
  amount bigint,                          -- credit +, debit −; null while nobody has said what it is
  balance bigint,
  statement_no integer not null,
  ordinal integer not null check (ordinal > 0),
  row_no integer not null,
  day date not null,
  part smallint not null,
  realm smallint not null,
  kind smallint not null check (kind in (0, 1, 2, 3)), -- nothing moved · a gift · money in, unclear · money out
  doubts smallint not null default 0,
  id uuid not null,
  fund_id uuid,                           -- where it is not the statement's: a campaign's code stands in the memo
  time text,
  doc text,
  reference text,
  counterparty text,
  memo text not null,
  words text,                             -- folded words of memo and counterparty, for search
  claims text,                            -- what the memo claims, and where: see claims.ts
  code text,                              -- the gift's memo code
  primary key (realm, id)
);
create index statement_line_by_day on statement_line (statement_no, day, ordinal);
create index statement_line_by_amount on statement_line (amount, day);
create index statement_line_words on statement_line using gin (array_to_tsvector(string_to_array(words, ' ')));
create index statement_line_code on statement_line (code) where code is not null;
-- Rows come by the hundred thousand and do not change: the planner should know them soon, and the index be merged rarely.
alter table statement_line set (autovacuum_analyze_scale_factor = 0.02);
-- The index of words takes each line at once: a pending list would make the search behind a large import slow.
alter index statement_line_words set (fastupdate = on);

create table statement_day (
  statement_no integer not null references statement (no),
  day date not null,
  lines integer not null check (lines > 0),
  again integer not null default 0,
  credits numeric(24) not null,
  debits numeric(24) not null,
  closing bigint,
  proved boolean,                         -- null: the file carries no balance for this day
  primary key (statement_no, day)
);
-- Two persons say what balance the bank shows where the file does not; both see the same figures.
create table statement_attestation (
  statement_no integer not null references statement (no),
  ordinal smallint not null check (ordinal in (1, 2)),
  account_id uuid not null,
  opening bigint not null,
  closing bigint not null,
  why text not null check (why = btrim(why) and why <> ''),
  at timestamptz not null,
  command_id uuid not null,
  primary key (statement_no, ordinal),
  unique (statement_no, account_id)
);
-- What a line said and what the balances imply, accepted by somebody; the line's id stays that of what it said.
create table statement_repair (
  statement_no integer not null references statement (no),
  ordinal integer not null,
  kind text not null,
  was bigint,
  amount bigint not null,
  account_id uuid not null,
  why text not null check (why = btrim(why) and why <> ''),
  at timestamptz not null,
  command_id uuid not null,
  primary key (statement_no, ordinal)
);
-- Lines of a staged file that an earlier file brought; only while it is staged and only where periods overlap.
create table statement_seen (
  statement_no integer not null,
  line_id uuid not null,
  primary key (statement_no, line_id)
);
-- The bytes of an upload until they are staged; the file itself stays with whoever brought it.
create table statement_chunk (
  statement_no integer not null,
  part smallint not null,
  ordinal integer not null,
  bytes bytea not null,
  primary key (statement_no, part, ordinal)
);
alter table statement_chunk alter column bytes set storage external;
create table statement_mapping (
  unit_id uuid not null references unit,
  bank_bin text not null check (bank_bin ~ '^[0-9]{6}$'),
  mapping jsonb not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  primary key (unit_id, bank_bin)
);

-- Words that stand in many lines of a file: a search for them alone is asked for an amount or a date besides.
create table statement_word (
  unit_id uuid not null references unit,
  word text not null,
  lines bigint not null,
  primary key (unit_id, word)
);

-- What a person should look at, the most doubtful first.
create table statement_review (
  realm smallint not null,
  line_id uuid not null,
  statement_no integer not null references statement (no),
  unit_id uuid not null references unit,
  doubts smallint not null,
  weight bigint not null,
  decided_at timestamptz,
  primary key (realm, line_id)
);
create index statement_review_open on statement_review (unit_id, weight desc, line_id) where decided_at is null;
-- A decision says what a line consists of from now on. Append-only: the next one takes its entry and its gifts back.
create table line_decision (
  realm smallint not null,
  id uuid not null,
  line_id uuid not null,
  unit_id uuid not null references unit,
  ordinal smallint not null check (ordinal > 0),
  parts jsonb not null,                   -- [] : as it was posted
  why text not null default '',
  entry_id uuid,
  account_id uuid not null,
  at timestamptz not null,
  command_id uuid not null,
  primary key (realm, id),
  unique (realm, line_id, ordinal),
  foreign key (realm, line_id) references statement_line (realm, id),
  foreign key (realm, entry_id) references entry (realm, id)
);

-- What a posted statement brought is not changed and not deleted, by whatever statement.
create function refuse_change_of_line() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if exists (select from (select distinct statement_no from written) w join statement s on s.no = w.statement_no
             where s.state in ('posted', 'repeated')) then
    raise exception 'the lines of a posted statement do not change' using errcode = '23001';
  end if;
  return null;
end $$;
create trigger statement_line_kept after delete on statement_line
  referencing old table as written for each statement execute function refuse_change_of_line();
create trigger statement_line_fixed after update on statement_line
  referencing old table as written for each statement execute function refuse_change_of_line();
create trigger statement_line_whole before truncate on statement_line for each statement execute function refuse_change();
create trigger statement_day_kept after delete on statement_day
  referencing old table as written for each statement execute function refuse_change_of_line();
create trigger statement_day_fixed after update on statement_day
  referencing old table as written for each statement execute function refuse_change_of_line();
create trigger line_decision_append_only before update or delete or truncate on line_decision for each statement execute function refuse_change();
create trigger statement_repair_append_only before update or truncate on statement_repair for each statement execute function refuse_change();
create trigger statement_attestation_append_only before update or truncate on statement_attestation for each statement execute function refuse_change();

do $$ declare t text;
begin
  foreach t in array array['statement', 'statement_mapping', 'statement_review', 'line_decision'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy %I on %I for select to chido_app using (unit_id in (select visible_units()))', t || '_read', t);
    execute format('create policy %I on %I for insert to chido_app with check (unit_id in (select own_units()))', t || '_write', t);
    execute format('create policy %I on %I for update to chido_app using (unit_id in (select own_units()))', t || '_change', t);
  end loop;
  foreach t in array array['statement_line', 'statement_day', 'statement_attestation', 'statement_repair', 'statement_seen', 'statement_chunk'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy %I on %I for select to chido_app using (statement_no in (select no from statement))', t || '_read', t);
    execute format('create policy %I on %I for insert to chido_app with check (statement_no in (select no from statement where unit_id in (select own_units())))', t || '_write', t);
    execute format('create policy %I on %I for update to chido_app using (statement_no in (select no from statement where unit_id in (select own_units())))', t || '_change', t);
    execute format('create policy %I on %I for delete to chido_app using (statement_no in (select no from statement where unit_id in (select own_units())))', t || '_drop', t);
  end loop;
end $$;
alter table statement_word enable row level security;
create policy statement_word_own on statement_word to chido_app using (unit_id in (select visible_units())) with check (unit_id in (select own_units()));

grant select, insert on statement, statement_mapping, statement_review, line_decision, statement_day, statement_attestation,
  statement_repair, statement_chunk, statement_word to chido_app;
grant select on statement_line, statement_seen to chido_app;
grant update (state, problem, lease_until, posted_by, posted_at, posted_command, differences_by, differences_why, opening, closing,
  credits, debits) on statement to chido_app;
grant update (amount, balance, kind, doubts) on statement_line to chido_app;
grant update (credits, debits, proved) on statement_day to chido_app;
grant update (mapping, changed_by, changed_at) on statement_mapping to chido_app;
grant update (decided_at) on statement_review to chido_app;
grant update (lines) on statement_word to chido_app;
grant delete on statement_chunk, statement_seen to chido_app;

-- A gift's line stands in the books of the gift's unit; a leaf is written with its gift. Both come by the hundred thousand,
-- so that what a foreign key would ask of every row is asked once of all of them.
alter table gift drop constraint gift_fund_id_unit_id_fkey, drop constraint gift_realm_fkey;
alter table leaf drop constraint leaf_realm_fkey;
create function prove_gifts() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if exists (select from (select distinct fund_id, unit_id, realm from written) w
             where not exists (select from fund f where f.id = w.fund_id and f.unit_id = w.unit_id)
                or not exists (select from realm r where r.id = w.realm)) then
    raise exception 'a gift belongs to a fund of its unit' using errcode = '23503';
  end if;
  return null;
end $$;
create trigger gift_proved after insert on gift referencing new table as written for each statement execute function prove_gifts();
create function prove_leaves() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if exists (select from (select distinct realm from written) w where not exists (select from realm r where r.id = w.realm)) then
    raise exception 'a leaf belongs to a realm' using errcode = '23503';
  end if;
  return null;
end $$;
create trigger leaf_proved after insert on leaf referencing new table as written for each statement execute function prove_leaves();
-- A fund that bears gifts stays where it is.
create function refuse_fund_going() returns trigger language plpgsql as
$$ begin
  raise exception 'a fund is closed, never taken away' using errcode = '23001';
end $$;
create trigger fund_stays before delete or truncate on fund for each statement execute function refuse_fund_going();

select pgboss.create_queue('statement.stage', '{"policy": "standard", "retryLimit": 3, "retryDelay": 5, "retryBackoff": true}'::jsonb);

-- The search through the index of words. Under row-level security the database looks at no index whose operator is not
-- leakproof before it has asked the policy of every row, so that the search runs as the owner and asks for the very same
-- set itself: the posted statements of units that the actor may see.
-- Only rare words are looked up; that the line bears the others too is read from it, because the index would gather every
-- line of a common word first.
create function find_lines(p_rare tsquery, p_others text[], p_amount bigint, p_day date, p_limit integer) returns setof uuid
  language plpgsql stable security definer set search_path = public set enable_seqscan = off rows 50 as
$$ declare v_seen integer[] := array(select no from statement where state = 'posted' and unit_id in (select visible_units()));
begin
  -- Planned for its own words: a plan for words unknown would read the whole table.
  return query execute
    'select id from statement_line
       where array_to_tsvector(string_to_array(words, '' '')) @@ $1 and '' '' || words like all ($2) and statement_no = any ($3)
         and ($4 is null or abs(amount) = $4) and ($5 is null or day = $5) limit $6'
    using p_rare, p_others, v_seen, p_amount, p_day, p_limit;
end $$;
revoke all on function find_lines(tsquery, text[], bigint, date, integer) from public;
grant execute on function find_lines(tsquery, text[], bigint, date, integer) to chido_app;
