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

-- Stores a batch of appends in one round trip and one commit. Streams come once each. A command that fails is left out; the others are stored.
-- Outcomes: 0 stored, 1 moved on, 2 owner erased, 3 payload id taken, 4 stored before.
-- Locks in one order for everybody: streams, owners, and the counter last and shortest.
create function {schema}.append(
    c_stream text[], c_expected bigint[], c_events int[],
    e_command int[], e_version bigint[], e_id uuid[], e_type text[], e_header bytea[], e_data bytea[], e_hash bytea[], e_beside bytea[],
    p_command int[], p_id uuid[], p_owner text[], p_subject uuid[], p_key_version int[], p_wrapped_key bytea[], p_ciphertext bytea[],
    out outcomes int[], out heads bigint[], out places bigint[])
language plpgsql as $$
declare
    trouble record;
    total   bigint := 0;
    last    bigint;
begin
    perform pg_advisory_xact_lock(key) from (select distinct hashtextextended(stream, 0) as key from unnest(c_stream) stream order by 1) keys;

    -- A statement of its own: what another replica committed while we waited for the lock must be seen.
    select array_agg(coalesce(newest.version, 0) order by c.i) into heads
    from unnest(c_stream) with ordinality c (stream, i)
    left join lateral (select e.version from {schema}.events e where e.stream = c.stream order by e.version desc limit 1) newest on true;

    for i in 1 .. cardinality(c_stream) loop
        outcomes[i] := case when heads[i] = c_expected[i] then 0 else 1 end;
        places[i] := 0;
    end loop;

    if cardinality(p_id) > 0 then
        perform pg_advisory_xact_lock_shared(key) from (select distinct hashtextextended(owner, 1) as key from unnest(p_owner) owner order by 1) keys;
        for trouble in
            select p.command, case
                when grave.owner is not null or standing.ciphertext is null then 2
                when standing.ciphertext <> p.ciphertext then 3 end as outcome
            from unnest(p_command, p_id, p_owner, p_ciphertext) p (command, id, owner, ciphertext)
            left join {schema}.tombstones grave on grave.owner = p.owner
            left join {schema}.payloads standing on standing.id = p.id
            where grave.owner is not null or standing.id is not null
        loop
            if outcomes[trouble.command] = 0 and trouble.outcome is not null then
                outcomes[trouble.command] := trouble.outcome;
            end if;
        end loop;

        insert into {schema}.payloads (id, owner, subject, key_version, wrapped_key, ciphertext)
        select p.id, p.owner, p.subject, p.key_version, p.wrapped_key, p.ciphertext
        from unnest(p_command, p_id, p_owner, p_subject, p_key_version, p_wrapped_key, p_ciphertext)
            p (command, id, owner, subject, key_version, wrapped_key, ciphertext)
        where outcomes[p.command] = 0
        on conflict (id) do nothing;
    end if;

    for i in 1 .. cardinality(c_stream) loop
        if outcomes[i] = 0 then
            total := total + c_events[i];
            places[i] := total;
        elsif outcomes[i] = 1 and heads[i] >= c_expected[i] + c_events[i] then
            select max(e.position) into last from {schema}.events e
            where e.stream = c_stream[i] and e.version > c_expected[i] and e.version <= c_expected[i] + c_events[i]
            having array_agg(e.id order by e.version) = (
                select array_agg(said.id order by said.version)
                from unnest(e_command, e_version, e_id) said (command, version, id) where said.command = i);
            if last is not null then
                outcomes[i] := 4;
                places[i] := last;
            end if;
        end if;
    end loop;

    if total = 0 then
        return;
    end if;

    update {schema}.counter set position = position + total returning position - total into last;

    insert into {schema}.events (position, stream, version, id, type, header, data, hash, beside)
    select last + row_number() over (order by e.i), c_stream[e.command], e.version, e.id, e.type, e.header, e.data, e.hash, e.beside
    from unnest(e_command, e_version, e_id, e_type, e_header, e_data, e_hash, e_beside) with ordinality
        e (command, version, id, type, header, data, hash, beside, i)
    where outcomes[e.command] = 0;

    for i in 1 .. cardinality(c_stream) loop
        if outcomes[i] = 0 then
            places[i] := last + places[i];
        end if;
    end loop;
end $$;

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
