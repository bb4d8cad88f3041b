-- ledger: how many days before its day a duty to publish is pointed out; the office sets it.
alter table ledger_setting add column remind_days smallint not null default 7 check (remind_days >= 0);
