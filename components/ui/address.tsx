/** An e-mail address that breaks at its @ where the line is too short, and elsewhere only if it must. */
export function Address({ email }: { email: string }) {
  const at = email.lastIndexOf("@") + 1;
  return (
    <span className="[overflow-wrap:anywhere]">
      {email.slice(0, at)}
      <wbr />
      {email.slice(at)}
    </span>
  );
}
