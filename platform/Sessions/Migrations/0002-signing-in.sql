-- Signing in with the identity provider: an attempt under way (sealed, taken once), which session belongs to which sign-in there, who is
-- renewing a token now, and whose access was ended.

grant usage on schema {schema} to {runtime};

create table {schema}.attempts (
    id      bytea  primary key,
    sealed  bytea  not null,
    ends_at bigint not null
);
create index attempts_by_end on {schema}.attempts (ends_at);

create table {schema}.provider_sessions (
    session bytea primary key,
    sid     bytea not null
);
create index provider_sessions_by_sid on {schema}.provider_sessions (sid);

create table {schema}.renewals (
    session bytea  primary key,
    ends_at bigint not null
);

create table {schema}.shut_out (
    subject bytea  primary key,
    since   bigint not null
);

grant select, insert, delete on {schema}.attempts to {runtime};
grant select, insert, update, delete on {schema}.provider_sessions to {runtime};
grant select, insert, update, delete on {schema}.renewals to {runtime};
grant select, insert, delete on {schema}.shut_out to {runtime};
