-- Ways in: links and codes that are used once. Two who use one at once: the second waits for the row and sees it used.

-- Uses a link up and starts the sign-in, both or neither. A mailed link belongs to the browser that asked for it; in any
-- other its number is needed as well, and the third wrong one spends the link.
create or replace function redeem_link(
  p_code_hash text, p_browser text, p_number_hash text, p_sign_in uuid, p_secret_hash text, p_label text
) returns jsonb
language plpgsql volatile as $$
declare
  v_link sign_in_links;
begin
  select * into v_link from sign_in_links
  where code_hash = p_code_hash and kind in ('mail', 'device', 'operator') for no key update;
  if not found or v_link.used_at is not null or v_link.expires_at <= kith_now() then
    return jsonb_build_object('refused', 'link');
  elsif v_link.asked_by is distinct from p_browser and v_link.asked_by is not null then
    if p_number_hash is null then
      return jsonb_build_object('refused', 'number_needed');
    elsif v_link.number_hash is distinct from p_number_hash then
      update sign_in_links set wrong_numbers = wrong_numbers + 1,
        used_at = case when wrong_numbers >= 2 then kith_now() end where code_hash = p_code_hash;
      return jsonb_build_object('refused', case when v_link.wrong_numbers >= 2 then 'link' else 'number_wrong' end);
    end if;
  end if;
  update sign_in_links set used_at = kith_now() where code_hash = p_code_hash;
  -- A code from another device passes on what that device may do; it proves nothing anew.
  insert into sign_ins (id, person_id, secret_hash, label, made_at, seen_at, proved_at)
  values (p_sign_in, v_link.person_id, p_secret_hash, p_label, kith_now(), kith_now(),
    case when v_link.kind <> 'device' then kith_now() end);
  return (
    select jsonb_build_object('signInId', p_sign_in, 'personId', id, 'name', name) from people where id = v_link.person_id
  );
end $$;

-- Keeps an address that its owner has confirmed by the link that was sent there.
create or replace function confirm_email(p_code_hash text) returns jsonb
language plpgsql volatile as $$
declare
  v_link sign_in_links;
begin
  select * into v_link from sign_in_links where code_hash = p_code_hash and kind = 'email' for no key update;
  if not found or v_link.used_at is not null or v_link.expires_at <= kith_now() then
    return jsonb_build_object('refused', 'link');
  elsif exists (select 1 from people where email_index = v_link.email_index and id <> v_link.person_id) then
    return jsonb_build_object('refused', 'email_taken');
  end if;
  update sign_in_links set used_at = kith_now() where code_hash = p_code_hash;
  update people set email_sealed = v_link.email_sealed, email_index = v_link.email_index where id = v_link.person_id;
  return '{}';
end $$;
