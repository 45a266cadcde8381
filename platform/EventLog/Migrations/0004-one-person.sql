-- One person of an owner can be erased as well: his tombstone is the owner's name, a slash and his id. The functions that append look for
-- both; apart from that they are those of before.

create function {schema}.destroy_subject(erased text, person uuid) returns void
language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(erased, 1));
    insert into {schema}.tombstones (owner) values (erased || '/' || replace(person::text, '-', '')) on conflict do nothing;
    update {schema}.payloads set wrapped_key = null, ciphertext = null
    where owner = erased and subject = person and ciphertext is not null;
end $$;

create or replace function {schema}.append_one(
    c_stream text, c_expected bigint,
    e_id uuid[], e_type text[], e_header bytea[], e_data bytea[], e_hash bytea[], e_beside bytea[],
    p_id uuid[], p_owner text[], p_subject uuid[], p_key_version int[], p_wrapped_key bytea[], p_ciphertext bytea[],
    out outcome int, out head bigint, out place bigint)
language plpgsql as $$
declare
    added int := cardinality(e_id);
    there bytea;
begin
    perform pg_advisory_xact_lock(hashtextextended(c_stream, 0));
    select version into head from {schema}.events where stream = c_stream order by version desc limit 1;
    head := coalesce(head, 0);
    place := 0;
    if head <> c_expected then
        outcome := 1;
        if head >= c_expected + added then
            select max(position) into place from {schema}.events
            where stream = c_stream and version > c_expected and version <= c_expected + added
            having array_agg(id order by version) = e_id;
            outcome := case when place is null then 1 else 4 end;
            place := coalesce(place, 0);
        end if;
        return;
    end if;

    for i in 1 .. cardinality(p_id) loop
        perform pg_advisory_xact_lock_shared(hashtextextended(p_owner[i], 1));
    end loop;
    for i in 1 .. cardinality(p_id) loop
        if exists (
            select from {schema}.tombstones
            where owner in (p_owner[i], p_owner[i] || '/' || replace(p_subject[i]::text, '-', ''))) then
            outcome := 2;
            return;
        end if;
        select ciphertext into there from {schema}.payloads where id = p_id[i];
        if found and there is distinct from p_ciphertext[i] then
            outcome := case when there is null then 2 else 3 end;
            return;
        end if;
    end loop;
    for i in 1 .. cardinality(p_id) loop
        insert into {schema}.payloads (id, owner, subject, key_version, wrapped_key, ciphertext)
        values (p_id[i], p_owner[i], p_subject[i], p_key_version[i], p_wrapped_key[i], p_ciphertext[i]) on conflict (id) do nothing;
    end loop;

    update {schema}.counter set position = position + added returning position into place;
    for i in 1 .. added loop
        insert into {schema}.events (position, stream, version, id, type, header, data, hash, beside)
        values (place - added + i, c_stream, c_expected + i, e_id[i], e_type[i], e_header[i], e_data[i], e_hash[i], e_beside[i]);
    end loop;
    outcome := 0;
end $$;

create or replace function {schema}.append(
    c_stream text[], c_expected bigint[], c_events int[],
    e_command int[], e_version bigint[], e_id uuid[], e_type text[], e_header bytea[], e_data bytea[], e_hash bytea[], e_beside bytea[],
    p_command int[], p_id uuid[], p_owner text[], p_subject uuid[], p_key_version int[], p_wrapped_key bytea[], p_ciphertext bytea[],
    out outcomes int[], out heads bigint[], out places bigint[])
language plpgsql as $$
declare
    trouble  record;
    standing uuid[] := '{}';
    total    bigint := 0;
    last     bigint;
begin
    perform pg_advisory_xact_lock(key)
    from (select distinct hashtextextended(stream, 0) as key from unnest(c_stream) stream order by 1) keys;

    -- A statement of its own: what another replica committed while we waited for the lock must be seen.
    select array_agg(coalesce(newest.version, 0) order by c.i) into heads
    from unnest(c_stream) with ordinality c (stream, i)
    left join lateral (select e.version from {schema}.events e where e.stream = c.stream order by e.version desc limit 1) newest on true;

    for i in 1 .. cardinality(c_stream) loop
        outcomes[i] := case when heads[i] = c_expected[i] then 0 else 1 end;
        places[i] := 0;
    end loop;

    if cardinality(p_id) > 0 then
        perform pg_advisory_xact_lock_shared(key)
        from (select distinct hashtextextended(owner, 1) as key from unnest(p_owner) owner order by 1) keys;
        for trouble in
            select p.command, p.id, case
                when grave.owner is not null or there.ciphertext is null then 2
                when there.ciphertext <> p.ciphertext then 3 else 0 end as outcome
            from unnest(p_command, p_id, p_owner, p_subject, p_ciphertext) p (command, id, owner, subject, ciphertext)
            left join lateral (
                select g.owner from {schema}.tombstones g
                where g.owner in (p.owner, p.owner || '/' || replace(p.subject::text, '-', '')) limit 1) grave on true
            left join {schema}.payloads there on there.id = p.id
            where grave.owner is not null or there.id is not null
        loop
            standing := standing || trouble.id;
            if outcomes[trouble.command] = 0 then
                outcomes[trouble.command] := trouble.outcome;
            end if;
        end loop;

        insert into {schema}.payloads (id, owner, subject, key_version, wrapped_key, ciphertext)
        select p.id, p.owner, p.subject, p.key_version, p.wrapped_key, p.ciphertext
        from unnest(p_command, p_id, p_owner, p_subject, p_key_version, p_wrapped_key, p_ciphertext)
            p (command, id, owner, subject, key_version, wrapped_key, ciphertext)
        where outcomes[p.command] = 0 and p.id <> all (standing);
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

create or replace function {schema}.put_apart(
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
        if exists (
            select from {schema}.tombstones
            where owner in (p_owner[i], p_owner[i] || '/' || replace(p_subject[i]::text, '-', ''))) then
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

revoke execute on all functions in schema {schema} from public;
grant execute on all functions in schema {schema} to {runtime};
