-- directives: a part of a task keeps when it was given and when it was taken up, so that who waited for whom can be asked as
-- of a past day. Until now only its last change was kept; what lies before it is in the audit.
alter table task_part add column asked_at timestamptz, add column taken_at timestamptz;
update task_part p set
  asked_at = coalesce((select min((a.before->>'changed_at')::timestamptz) from audit a where a.table_name = 'task_part'
    and (a.before->>'document_id', a.before->>'clause_ordinal', a.before->>'unit_id', a.before->>'ordinal')
      = (p.document_id::text, p.clause_ordinal::text, p.unit_id::text, p.ordinal::text)), p.changed_at, now()),
  taken_at = case when p.state <> 'asked' then coalesce((select min((a.after->>'changed_at')::timestamptz) from audit a
    where a.table_name = 'task_part' and a.after->>'state' <> 'asked'
      and (a.after->>'document_id', a.after->>'clause_ordinal', a.after->>'unit_id', a.after->>'ordinal')
        = (p.document_id::text, p.clause_ordinal::text, p.unit_id::text, p.ordinal::text)), p.changed_at, now()) end;
alter table task_part alter column asked_at set default app_now(), alter column asked_at set not null;
