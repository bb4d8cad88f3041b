-- The rooms of the loop: the database refuses what the program would not do. Reading reaches subtrees and threads; writing is
-- for the very units at which the actor holds a role. A check that fails is an error and not an empty answer, so that a
-- program that forgot to ask is noticed. Who imports a workbook for a unit below stands in that unit's scope meanwhile.

-- directives: what shows that a task was carried out. Who organised an activity ticks also the tasks of those who took part.
create function own_activities() returns setof uuid language sql stable security definer set search_path = public rows 200 as
$$ select id from activity where unit_id in (select own_units()) $$;
alter policy task_evidence_in_scope on task_evidence
  with check (unit_id in (select own_units())
    or (kind = 'activity' and unit_id in (select visible_units()) and evidence_id in (select own_activities())));
alter policy implementing_letter_in_scope on implementing_letter with check (unit_id in (select own_units()));

create function refuse_change_of_ended() returns trigger language plpgsql as
$$ begin
  raise exception 'what was taken back in % stays as it is', tg_table_name using errcode = '23001';
end $$;
create trigger implementing_letter_withdrawn_stays before update on implementing_letter for each row
  when (old.withdrawn_at is not null) execute function refuse_change_of_ended();

-- dissemination: what a row repeats of its session or roll is the session's or roll's own.
alter policy study_roll_in_scope on study_roll with check (unit_id in (select own_units()));
alter policy study_roll_change_in_scope on study_roll_change with check (unit_id in (select own_units()));
alter policy study_session_in_scope on study_session with check (unit_id in (select own_units()));
alter policy study_attendance_in_scope on study_attendance with check (unit_id in (select own_units()));
alter policy awareness_answer_in_scope on awareness_answer with check (unit_id in (select own_units()));

alter table study_session add unique (realm, id, document_id, unit_id, during);
alter table study_session add unique (realm, id, document_id, unit_id);
alter table study_roll add unique (realm, document_id, branch_id, audience, unit_id);
alter table study_attendance drop constraint study_attendance_realm_session_id_fkey,
  drop constraint study_attendance_realm_document_id_branch_id_audience_fkey,
  add foreign key (realm, session_id, document_id, unit_id, during) references study_session (realm, id, document_id, unit_id, during),
  add foreign key (realm, document_id, branch_id, audience, unit_id) references study_roll (realm, document_id, branch_id, audience, unit_id);
alter table awareness_answer drop constraint awareness_answer_realm_session_id_fkey,
  add foreign key (realm, session_id, document_id, unit_id) references study_session (realm, id, document_id, unit_id);
alter table study_roll_change drop constraint study_roll_change_realm_document_id_branch_id_audience_fkey,
  add foreign key (realm, document_id, branch_id, audience, unit_id) references study_roll (realm, document_id, branch_id, audience, unit_id);

-- A session is withdrawn with everybody who came to it, once and for all.
create trigger study_session_withdrawn_stays before update on study_session for each row
  when (old.withdrawn_at is not null) execute function refuse_change_of_ended();
create function attendance_follows_session() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  update study_attendance t set withdrawn = true from after_rows s
    where (t.realm, t.session_id) = (s.realm, s.id) and s.withdrawn_at is not null and not t.withdrawn;
  return null;
end $$;
create trigger study_session_attendance_follows after update on study_session
  referencing new table as after_rows for each statement execute function attendance_follows_session();
create trigger study_attendance_withdrawn_stays before update on study_attendance for each row
  when (old.withdrawn) execute function refuse_change_of_ended();
revoke update (withdrawn) on study_attendance from chido_app;

-- Who counts a branch and when it sat is told to whoever holds the letter, and to nobody about a letter of others.
create or replace function study_keepers(p_document uuid, p_branches uuid[]) returns table (branch_id uuid, unit_id uuid, unit_name text)
  language sql stable security definer set search_path = public as
$$ select distinct r.branch_id, r.unit_id, u.name from study_roll r join unit u on u.id = r.unit_id
   where r.document_id = p_document and r.branch_id = any(p_branches) and p_document in (select my_documents()) $$;
create or replace function study_overlaps(p_document uuid, p_branches uuid[], p_audiences text[], p_during tstzrange)
  returns table (ordinal integer, unit_name text, starts timestamptz, ends timestamptz)
  language sql stable security definer set search_path = public as
$$ select n.ordinal::integer, u.name, lower(a.during), upper(a.during)
   from unnest(p_branches, p_audiences) with ordinality n (branch, audience, ordinal)
     join study_attendance a on a.document_id = p_document and a.branch_id = n.branch and a.audience = n.audience
       and not a.withdrawn and a.during && p_during
     join unit u on u.id = a.unit_id
   where p_document in (select my_documents()) order by n.ordinal, lower(a.during) $$;

-- programmes: the organiser writes. A row is deleted under the same rule; a policy for all commands asks nothing of that.
alter policy activity_in_scope on activity with check (unit_id in (select own_units()));
alter policy activity_unit_in_scope on activity_unit with check (organiser_id in (select own_units()));
alter policy activity_result_in_scope on activity_result with check (organiser_id in (select own_units()));
alter policy activity_task_in_scope on activity_task with check (organiser_id in (select own_units()));
alter policy activity_amendment_in_scope on activity_amendment
  with check (organiser_id in (select own_units()) and account_id = (select app_account()));
alter policy plan_figure_in_scope on plan_figure with check (unit_id in (select own_units()));
create policy activity_unit_deleted_by_its_own on activity_unit as restrictive for delete to chido_app
  using (organiser_id in (select own_units()));
create policy activity_result_deleted_by_its_own on activity_result as restrictive for delete to chido_app
  using (organiser_id in (select own_units()));
create policy activity_task_deleted_by_its_own on activity_task as restrictive for delete to chido_app
  using (organiser_id in (select own_units()));
create policy plan_figure_deleted_by_its_own on plan_figure as restrictive for delete to chido_app
  using (unit_id in (select own_units()));

-- An activity opens itself to whoever issued or follows a letter only while it is evidence there.
create or replace function my_activities() returns setof uuid language plpgsql stable security definer
  set search_path = public set plan_cache_mode = force_generic_plan set enable_seqscan = off rows 200 as
$$ declare
  mine uuid[] := array(select visible_units());
  threads uuid[] := array(select my_threads());
begin
  return query
    select u.activity_id from activity_unit u where u.unit_id = any(mine) and u.role = 'with'
    union select e.evidence_id from task_evidence e where e.document_id = any(threads) and e.kind = 'activity' and e.ended_at is null;
end $$;

-- Whether a submitted report has counted an activity: for who may see the activity.
create or replace function activity_reported(p_activity uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from report_source s join report r on r.id = s.report_id and r.state in ('submitted', 'accepted')
     where s.source_id = p_activity and s.kind = 'activity' and s.left_out is null)
   and (exists (select from activity a where a.id = p_activity and a.unit_id in (select visible_units()))
     or p_activity in (select my_activities())) $$;

-- urging: what is awaited is set by the unit itself or by authority; a letter that urges is a draft of the unit that urges.
alter policy urging_awaited_in_scope on urging_awaited
  with check (unit_id in (select own_units()) or document_id in (select urging_documents()));
alter policy urging_letter_by_authority on urging_letter
  with check (by_unit_id in (select own_units()) and document_id in (select urging_documents()) and account_id = (select app_account())
    and letter_id in (select document_id from outgoing where unit_id in (select own_units()) and state <> 'issued'));
create trigger urging_awaited_no_delete before delete or truncate on urging_awaited for each statement execute function refuse_change();

-- Settings are read by all. What the program lets people set is what the database lets them: the rules of urging who keeps
-- the calendar, the days on which figures are taken the unit itself. All others are set by who runs the server.
create function refuse_setting_of_others() returns trigger language plpgsql as
$$ begin
  if not (exists (select from own_units() u where new.key = 'reports.cut-off.' || u) or (new.key = 'urging.rules' and keeps_calendar())) then
    raise exception 'the setting % is not this actor''s to set', new.key using errcode = '23001';
  end if;
  return new;
end $$;
create trigger setting_by_whose_it_is before insert or update on setting for each row when (current_user = 'chido_app')
  execute function refuse_setting_of_others();

-- reports: the unit writes and submits its report; the body to which it goes decides, once, under the own name.
alter policy report_begin on report
  with check (unit_id in (select own_units()) and drafted_by = (select app_account()) and document_id in (select my_documents()));
alter policy report_move on report
  using (unit_id in (select own_units()) or (to_unit_id in (select own_units()) and state <> 'draft'))
  with check (unit_id in (select own_units()) or (to_unit_id in (select own_units()) and state <> 'draft'));
alter policy report_proposal_answer on report_proposal
  with check (owner_unit_id in (select own_units()) and answered_by = (select app_account()));
-- It goes sideways once it is accepted, by whoever accepted it.
alter policy report_copy_send on report_copy
  with check (report_id in (select r.id from report r where r.state = 'accepted' and r.to_unit_id in (select own_units())));
alter policy report_final_write on report_final
  with check (account_id = (select app_account()) and report_id in (select r.id from report r
    where r.unit_id in (select own_units()) and r.state in ('submitted', 'accepted') and r.until_on < (select app_as_of())));
create trigger report_duty_no_delete before delete or truncate on report_duty for each statement execute function refuse_change();

alter table report add unique (id, document_id, unit_id, period_key);
alter table report drop constraint report_replaces_id_fkey,
  add foreign key (replaces_id, document_id, unit_id, period_key) references report (id, document_id, unit_id, period_key);

create or replace function refuse_change_of_report() returns trigger language plpgsql as
$$ begin
  if (to_jsonb(old) - '{state,decided_by,decided_at,returned_why,letter_id,changed_by,changed_at,version}'::text[])
     is distinct from (to_jsonb(new) - '{state,decided_by,decided_at,returned_why,letter_id,changed_by,changed_at,version}'::text[])
     or (old.state <> new.state and not (old.state = 'submitted' and new.state in ('returned', 'accepted')))
     or (old.state = new.state and (old.decided_by, old.decided_at, old.returned_why) is distinct from (new.decided_by, new.decided_at, new.returned_why))
     or (old.letter_id is not null and old.letter_id is distinct from new.letter_id) then
    raise exception 'a submitted report cannot be changed' using errcode = '23001';
  end if;
  if current_user = 'chido_app' and old.state <> new.state
     and (new.decided_by is distinct from app_account() or old.letter_id is distinct from new.letter_id
       or not exists (select from own_units() u where u = new.to_unit_id)) then
    raise exception 'only the body to which a report goes decides on it, under its own name' using errcode = '23001';
  end if;
  if current_user = 'chido_app' and old.state = new.state
     and (old.letter_id is not distinct from new.letter_id or not exists (select from own_units() u where u = new.unit_id)) then
    raise exception 'nothing of a submitted report moves but its decision and the letter that carries it' using errcode = '23001';
  end if;
  return new;
end $$;
create or replace function refuse_change_of_draft_identity() returns trigger language plpgsql as
$$ begin
  if (old.realm, old.id, old.document_id, old.unit_id, old.period_key, old.from_on, old.until_on, old.revision, old.replaces_id, old.drafted_by)
     is distinct from (new.realm, new.id, new.document_id, new.unit_id, new.period_key, new.from_on, new.until_on, new.revision, new.replaces_id, new.drafted_by)
     or new.state not in ('draft', 'submitted') then
    raise exception 'a draft keeps its unit, letter and period, and is submitted before it is decided' using errcode = '23001';
  end if;
  if current_user = 'chido_app' and (not exists (select from own_units() u where u = old.unit_id)
       or (new.state = 'submitted' and new.submitted_by is distinct from app_account())) then
    raise exception 'a draft is written and submitted by its own unit, under the own name' using errcode = '23001';
  end if;
  return new;
end $$;
-- A version follows one that was returned or accepted, and says why when it amends what was accepted.
create function refuse_loose_version() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if not exists (select from report o where o.id = new.replaces_id and o.revision + 1 = new.revision
      and (o.state = 'returned' or (o.state = 'accepted' and new.amends_why <> ''))) then
    raise exception 'a new version follows a report that was returned or accepted' using errcode = '23001';
  end if;
  return new;
end $$;
create trigger report_version_follows before insert on report for each row when (new.replaces_id is not null and current_user = 'chido_app')
  execute function refuse_loose_version();

-- dossiers: a file is its unit's, and stands in a list of the same unit and year.
alter policy dossier_line_in_scope on dossier_line with check (unit_id in (select own_units()));
alter policy dossier_in_scope on dossier with check (unit_id in (select own_units()));
alter policy dossier_paper_in_scope on dossier_paper
  with check (dossier_id in (select id from dossier where unit_id in (select own_units())));
alter policy dossier_mark_in_scope on dossier_mark
  with check (dossier_id in (select id from dossier where unit_id in (select own_units())));
alter policy dossier_content_in_scope on dossier_content
  with check (dossier_id in (select id from dossier where unit_id in (select own_units())));
alter policy dossier_step_in_scope on dossier_step
  with check (account_id = (select app_account()) and dossier_id in (select id from dossier where unit_id in (select own_units())));
alter table dossier_line add unique (realm, id, unit_id, year);
alter table dossier drop constraint dossier_realm_line_id_fkey,
  add foreign key (realm, line_id, unit_id, year) references dossier_line (realm, id, unit_id, year);
create trigger dossier_paper_removed_stays before update on dossier_paper for each row
  when (old.removed_at is not null) execute function refuse_change_of_ended();
create trigger dossier_mark_no_delete before delete or truncate on dossier_mark for each statement execute function refuse_change();

-- The contents of a closing are written with it; those of an earlier one stay, also when the file is open again.
create function refuse_into_earlier_contents() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if exists (select from new_rows n join dossier d on d.realm = n.realm and d.id = n.dossier_id
             where d.state <> 'open' or n.edition <> d.edition + 1) then
    raise exception 'the contents of a closed file cannot be changed' using errcode = '23001';
  end if;
  return null;
end $$;
drop trigger dossier_content_in_open on dossier_content;
create trigger dossier_content_of_this_closing after insert on dossier_content
  referencing new table as new_rows for each statement execute function refuse_into_earlier_contents();

-- A file goes its way step by step, and each step names who takes it.
create function refuse_loose_step_of_dossier() returns trigger language plpgsql as
$$ begin
  if not (case old.state || ' ' || new.state
    when 'open closed' then new.edition = old.edition + 1 and new.closed_by = app_account()
    when 'closed offered' then new.offered_by = app_account() and new.edition = old.edition
    when 'offered archived' then new.archived_by = app_account() and new.edition = old.edition
    else new.edition = old.edition and (new.state = old.state or (old.state, new.state) in (('closed', 'open'), ('offered', 'closed')))
      and (new.closed_by, new.offered_by, new.archived_by) is not distinct from (old.closed_by, old.offered_by, old.archived_by)
    end) then
    raise exception 'a file of work goes step by step, under the name of who takes the step' using errcode = '23001';
  end if;
  return new;
end $$;
create trigger dossier_step_by_step before update on dossier for each row when (current_user = 'chido_app')
  execute function refuse_loose_step_of_dossier();

-- Who keeps a file changes only by a hand-over that lists it, when the receiver signs.
create function refuse_keeper_without_handover() returns trigger language plpgsql as
$$ begin
  if current_user = 'chido_app' and exists (
    select from before_rows b join after_rows a using (realm, id)
    where b.keeper_id is distinct from a.keeper_id and not exists (
      select from handover h join handover_item i on (i.realm, i.handover_id, i.edition) = (h.realm, h.id, h.edition)
      where h.state = 'given' and h.unit_id = a.unit_id and h.giver_id = b.keeper_id and h.receiver_id = a.keeper_id
        and h.receiver_id = app_account() and i.kind = 'dossier' and i.key ->> 'dossier' = a.id::text)) then
    raise exception 'a file changes hands by a hand-over that lists it' using errcode = '23001';
  end if;
  return null;
end $$;
create trigger dossier_handed_over after update on dossier
  referencing old table as before_rows new table as after_rows for each statement execute function refuse_keeper_without_handover();

-- The hand-over: opened at one's own unit; moved by its two officers and by the unit; its list is frozen by the signature.
alter policy handover_in_scope on handover
  with check (unit_id in (select own_units()) or giver_id = (select app_account()) or receiver_id = (select app_account()));
create policy handover_opened_at_its_unit on handover as restrictive for insert to chido_app
  with check (unit_id in (select own_units()) and state = 'open' and edition = 0 and opened_by = (select app_account()));
create or replace function tokens_handed_over(p_handover uuid) returns integer language sql stable security definer set search_path = public as
$$ select count(*)::integer from handover h join access_token k on k.account_id = h.giver_id
   where h.id = p_handover and k.revoked_at is null and k.expires_on >= app_as_of()
     and (h.unit_id in (select own_units()) or app_account() in (h.giver_id, h.receiver_id)) $$;
alter policy handover_item_in_scope on handover_item
  with check (handover_id in (select id from handover where unit_id in (select own_units()) or giver_id = (select app_account())));
create function refuse_into_signed_list() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if exists (select from new_rows n join handover h on h.realm = n.realm and h.id = n.handover_id
             where h.state <> 'open' or n.edition <> h.edition + 1) then
    raise exception 'the list of a hand-over is frozen by its signature' using errcode = '23001';
  end if;
  return null;
end $$;
create trigger handover_item_before_signature after insert on handover_item
  referencing new table as new_rows for each statement execute function refuse_into_signed_list();
create function refuse_loose_step_of_handover() returns trigger language plpgsql as
$$ declare
  signed_as_before boolean := (old.giver_signed_at, old.confirmed_by, old.confirmed_at, old.confirmed_why)
    is not distinct from (new.giver_signed_at, new.confirmed_by, new.confirmed_at, new.confirmed_why);
begin
  if not (case old.state || ' ' || new.state
      when 'open open' then signed_as_before and new.edition = old.edition
      when 'open given' then new.edition = old.edition + 1 and (new.confirmed_by is null or new.confirmed_by = app_account())
      when 'given open' then new.edition = old.edition and new.receiver_id = app_account()
      when 'given done' then signed_as_before and new.edition = old.edition
      else new.state = 'cancelled' and signed_as_before and new.edition = old.edition and exists (select from own_units() u where u = new.unit_id)
    end) or (new.remarks <> old.remarks and (old.state, new.state) <> ('open', 'open')) then
    raise exception 'a hand-over goes step by step, and what was signed stays' using errcode = '23001';
  end if;
  return new;
end $$;
create trigger handover_step_by_step before update on handover for each row when (current_user = 'chido_app')
  execute function refuse_loose_step_of_handover();

-- advice: the proposer writes and sends, the superior answers, and who is asked gives an opinion and nothing else. Who is
-- asked may still lock the proposal, so that an opinion and the decision come one after the other.
drop policy advice_mine on advice;
create policy advice_read on advice for select to chido_app using (id in (select my_advice()));
create policy advice_begin on advice for insert to chido_app
  with check (unit_id in (select own_units()) and state = 'draft' and written_by = (select app_account()));
create policy advice_move on advice for update to chido_app
  using (id in (select my_advice()))
  with check ((unit_id in (select own_units()) or (superior_id in (select own_units()) and sent_at is not null))
    and changed_by = (select app_account()));
create function refuse_loose_step_of_advice() returns trigger language plpgsql as
$$ declare
  proposer boolean := exists (select from own_units() u where u = old.unit_id);
  superior boolean := exists (select from own_units() u where u = old.superior_id);
  -- What may differ after each step; all else stays as it was.
  stamp text[] := '{changed_by,changed_at,version}';
  may text[] := case old.state || ' ' || new.state
    when 'draft draft' then '{superior_id,subject,body,asked,document_id,clause_ordinal,wished_on}'
    when 'returned returned' then '{superior_id,subject,body,asked,document_id,clause_ordinal,wished_on}'
    when 'draft sent' then '{state,sent_by,sent_at,sent_on,due_on}'
    when 'returned sent' then '{state,sent_by,sent_at,sent_on,due_on}'
    when 'sent sent' then '{due_on}'
    when 'sent returned' then '{state,returned_why}'
    when 'sent decided' then '{state,outcome,decision_number,decided_on,decision_text,decision_document_id,decided_by,decided_at}'
    else case when new.state = 'withdrawn' then '{state,withdrawn_why}' end end;
begin
  if may is null or (to_jsonb(old) - (may || stamp)) is distinct from (to_jsonb(new) - (may || stamp))
     or not (case when old.state = 'sent' and new.state <> 'withdrawn' then superior else proposer end)
     or (new.state = 'sent' and old.state <> 'sent' and new.sent_by is distinct from app_account())
     or (new.state = 'decided' and new.decided_by is distinct from app_account())
     -- The superior's day moves only with the row that says why.
     or ((old.state, new.state) = ('sent', 'sent') and not exists (select from advice_extension e where (e.realm, e.advice_id) = (new.realm, new.id)
       and e.from_on = old.due_on and e.to_on = new.due_on and e.command_id = app_command())) then
    raise exception 'a proposal is written by its proposer and decided by its superior, step by step' using errcode = '23001';
  end if;
  return new;
end $$;
create trigger advice_step_by_step before update on advice for each row when (current_user = 'chido_app')
  execute function refuse_loose_step_of_advice();

drop policy advice_opinion_mine on advice_opinion;
create policy advice_opinion_read on advice_opinion for select to chido_app using (advice_id in (select my_advice()));
create policy advice_opinion_ask on advice_opinion for insert to chido_app
  with check (asked_by in (select own_units()) and answered_at is null and advice_id in (select my_advice()));
create policy advice_opinion_give on advice_opinion for update to chido_app
  using (unit_id in (select own_units()))
  with check (unit_id in (select own_units()) and answered_by = (select app_account()));
-- Only the two sides ask, and nobody is asked or answers after the decision. Who asked stays so when the superior changes.
create function refuse_opinion_out_of_place() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if exists (select from touched_rows n join advice a on (a.realm, a.id) = (n.realm, n.advice_id)
             where a.state in ('decided', 'withdrawn')
               or (tg_op = 'INSERT' and (n.asked_by not in (a.unit_id, a.superior_id) or n.unit_id in (a.unit_id, a.superior_id)))) then
    raise exception 'an opinion is asked by one of the two sides and given before the decision' using errcode = '23001';
  end if;
  return null;
end $$;
create trigger advice_opinion_in_place_i after insert on advice_opinion
  referencing new table as touched_rows for each statement execute function refuse_opinion_out_of_place();
create trigger advice_opinion_in_place_u after update on advice_opinion
  referencing new table as touched_rows for each statement execute function refuse_opinion_out_of_place();

drop policy advice_extension_mine on advice_extension;
create policy advice_extension_read on advice_extension for select to chido_app using (advice_id in (select my_advice()));
create policy advice_extension_give on advice_extension for insert to chido_app
  with check (account_id = (select app_account())
    and advice_id in (select id from advice where superior_id in (select own_units()) and state = 'sent'));

-- sheets: a form is its maker's; a return is recorded in the scope of the unit that filled it in, under the importer's name.
alter policy sheet_form_in_scope on sheet_form
  with check (made_by_unit_id in (select own_units()) and made_by = (select app_account()));
alter policy sheet_return_in_scope on sheet_return
  with check (unit_id in (select own_units()) and account_id = (select app_account()));
alter policy sheet_entry_in_scope on sheet_entry with check (unit_id in (select own_units()));
alter table sheet_return add unique (realm, id, form_id, unit_id);
alter table sheet_entry drop constraint sheet_entry_realm_return_id_fkey,
  add foreign key (realm, return_id, form_id, unit_id) references sheet_return (realm, id, form_id, unit_id);
