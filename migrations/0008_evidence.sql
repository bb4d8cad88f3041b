-- directives: what shows that a task was carried out. A letter, a study session or an activity may be evidence of many
-- tasks, and counts once wherever it is counted: figures are summed over the thing itself and never over this table.
-- The higher rooms that own sessions and activities call down; here stands only their id.
create table task_evidence (
  realm smallint not null,
  document_id uuid not null,
  clause_ordinal smallint not null,
  unit_id uuid not null,
  kind text not null check (kind in ('letter', 'session', 'activity')),
  evidence_id uuid not null,
  on_day date not null,                   -- when it happened: a standing task has or lacks results in each period
  at timestamptz not null,
  account_id uuid,
  ended_at timestamptz,                   -- withdrawn with what it showed
  command_id uuid not null,
  primary key (realm, document_id, clause_ordinal, unit_id, kind, evidence_id),
  foreign key (realm, document_id, clause_ordinal, unit_id) references task
);
create index task_evidence_by_thing on task_evidence (kind, evidence_id);
create index task_evidence_by_unit on task_evidence (unit_id, on_day);
create index task_evidence_by_document on task_evidence (document_id);

create trigger task_evidence_audit_update after update on task_evidence
  referencing old table as before_rows new table as after_rows
  for each statement execute function audit_update('realm', 'document_id', 'clause_ordinal', 'unit_id', 'kind', 'evidence_id');
create trigger task_evidence_no_delete before delete or truncate on task_evidence for each statement execute function refuse_change();

alter table task_evidence enable row level security;
create policy task_evidence_in_scope on task_evidence to chido_app
  using (unit_id in (select visible_units()) or document_id in (select my_threads()))
  with check (unit_id in (select visible_units()));
grant select, insert on task_evidence to chido_app;
grant update (ended_at, on_day, command_id) on task_evidence to chido_app;
