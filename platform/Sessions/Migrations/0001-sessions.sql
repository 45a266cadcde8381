-- What the portal keeps: who is signed in (sealed), and the keys that seal it (wrapped by the master key). Nothing of a family.

create table {schema}.sessions (
    id      bytea  primary key,
    subject bytea  not null,
    sealed  bytea  not null,
    ends_at bigint not null
);
create index sessions_by_subject on {schema}.sessions (subject);
create index sessions_by_end on {schema}.sessions (ends_at);

create table {schema}.ring_keys (
    name   text  primary key,
    sealed bytea not null
);

grant select, insert, update, delete on {schema}.sessions to {runtime};
grant select, insert on {schema}.ring_keys to {runtime};
