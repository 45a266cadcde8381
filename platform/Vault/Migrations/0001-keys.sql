-- Owner keys, wrapped by the master key. A tombstone is the row of an owner's first version without a key.
create table {schema}.owner_keys (
    owner text not null,
    version integer not null,
    master_key text,
    wrapped_key bytea,
    erased_at text,
    primary key (owner, version),
    check ((wrapped_key is null) = (erased_at is not null)),
    check ((wrapped_key is null) = (master_key is null)));

create function {schema}.stay_erased() returns trigger language plpgsql as $$
begin
    raise exception 'an erased owner stays erased';
end $$;

create trigger owner_keys_stay_erased before update on {schema}.owner_keys
    for each row when (old.erased_at is not null and new.erased_at is null) execute function {schema}.stay_erased();
create trigger owner_keys_stay before delete on {schema}.owner_keys for each row execute function {schema}.stay_erased();
create trigger owner_keys_stay_all before truncate on {schema}.owner_keys for each statement execute function {schema}.stay_erased();

-- The keyed index in which names are searched: HMACs only.
create table {schema}.search_owners (owner text primary key, purged integer not null);

create table {schema}.search_terms (
    organisation uuid not null,
    term bytea not null,
    thing uuid not null,
    owner text not null references {schema}.search_owners,
    primary key (organisation, term, thing, owner));

create index search_terms_by_owner on {schema}.search_terms (owner, thing);

-- The runtime role cannot take a tombstone away: it may not delete.
grant usage on schema {schema} to {runtime};
grant select, insert, update on {schema}.owner_keys to {runtime};
grant select, insert, update on {schema}.search_owners to {runtime};
grant select, insert, delete on {schema}.search_terms to {runtime};
