/** Le signe et le nom de l’application. */
export function Marque() {
  return (
    <span className="marque">
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden>
        <path
          d="M15.5 5.2A7 7 0 1 0 15.5 14.8"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.4"
          strokeLinecap="round"
        />
        <circle cx="10" cy="10" r="2.5" fill="currentColor" />
      </svg>
      Clas
    </span>
  );
}
