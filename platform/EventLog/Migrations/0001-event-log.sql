-- One service's log. {schema} is the service's schema, {runtime} the role the service runs as: it may add to the past, never change it.

create table {schema}.events (
    position bigint primary key,
    stream   text   not null,
    version  bigint not null check (version > 0),
    id       uuid   not null,
    type     text   not null,
    header   bytea  not null,
    data     bytea  not null,
    hash     bytea  not null,
    beside   bytea  not null,
    unique (stream, version)
);

-- The one row on which all replicas queue up: positions without holes, in the order of commit.
create table {schema}.counter (
    one      boolean primary key default true check (one),
    position bigint  not null
) with (fillfactor = 10);
insert into {schema}.counter (position) values (0);

create table {schema}.payloads (
    id          uuid  primary key,
    owner       text  not null,
    subject     uuid  not null,
    key_version int   not null,
    wrapped_key bytea,
    ciphertext  bytea
);
alter table {schema}.payloads alter column ciphertext set storage external;
create index payloads_by_owner on {schema}.payloads (owner);

create table {schema}.tombstones (
    owner text primary key
);

-- The tombstone and the end of all that stood, in one transaction; an append of this owner under way is waited for.
create function {schema}.destroy_owner(erased text) returns void
language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(erased, 1));
    insert into {schema}.tombstones (owner) values (erased) on conflict do nothing;
    update {schema}.payloads set wrapped_key = null, ciphertext = null where owner = erased and ciphertext is not null;
end $$;

grant usage on schema {schema} to {runtime};
grant select, insert on {schema}.events to {runtime};
grant select, update (position) on {schema}.counter to {runtime};
grant select, insert, update (wrapped_key, ciphertext) on {schema}.payloads to {runtime};
grant select, insert on {schema}.tombstones to {runtime};
revoke execute on all functions in schema {schema} from public;
grant execute on all functions in schema {schema} to {runtime};
