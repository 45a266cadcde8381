-- Where the log stands in another store (EventStoreDB), payloads are written here before their events. Which append they came with is
-- kept until somebody has looked whether it was stored; what no event refers to is taken back.
alter table {schema}.payloads
    add column stream  text,
    add column version bigint,
    add column put_at  timestamptz;
create index payloads_apart on {schema}.payloads (put_at) where stream is not null;

-- Outcomes: 0 put, 2 owner erased, 3 payload id taken. Answers the ids that were not there before.
create function {schema}.put_apart(
    c_stream text, c_version bigint, c_at timestamptz,
    p_id uuid[], p_owner text[], p_subject uuid[], p_key_version int[], p_wrapped_key bytea[], p_ciphertext bytea[],
    out outcome int, out added uuid[])
language plpgsql as $$
declare
    there bytea;
begin
    added := '{}';
    perform pg_advisory_xact_lock_shared(key)
    from (select distinct hashtextextended(owner, 1) as key from unnest(p_owner) owner order by 1) keys;
    for i in 1 .. cardinality(p_id) loop
        if exists (select from {schema}.tombstones where owner = p_owner[i]) then
            outcome := 2;
            return;
        end if;
        select ciphertext into there from {schema}.payloads where id = p_id[i];
        if found and there is distinct from p_ciphertext[i] then
            outcome := case when there is null then 2 else 3 end;
            return;
        end if;
    end loop;
    with put as (
        insert into {schema}.payloads (id, owner, subject, key_version, wrapped_key, ciphertext, stream, version, put_at)
        select p.id, p.owner, p.subject, p.key_version, p.wrapped_key, p.ciphertext, c_stream, c_version, c_at
        from unnest(p_id, p_owner, p_subject, p_key_version, p_wrapped_key, p_ciphertext)
            p (id, owner, subject, key_version, wrapped_key, ciphertext)
        on conflict (id) do nothing
        returning id)
    select coalesce(array_agg(id), '{}') into added from put;
    outcome := 0;
end $$;

-- Only what still waits for its event may be taken away again: the runtime role itself may delete nothing.
create function {schema}.take_back(gone uuid[]) returns void
language sql security definer set search_path = pg_catalog as $$
    delete from {schema}.payloads where id = any (gone) and stream is not null;
$$;

create function {schema}.settle(kept uuid[]) returns void
language sql security definer set search_path = pg_catalog as $$
    update {schema}.payloads set stream = null, version = null, put_at = null where id = any (kept);
$$;

revoke execute on all functions in schema {schema} from public;
grant execute on all functions in schema {schema} to {runtime};
