/** Le premier champ de `dans` dont le texte ne se lit pas reçoit le focus ; vrai s’il y en a un. */
export function montrerLeRefus(dans: ParentNode | null | undefined): boolean {
  const champ = dans?.querySelector<HTMLElement>('[data-refuse]');
  champ?.focus();
  return champ != null;
}

/**
 * Aucun formulaire ne part tant qu’un de ses champs porte un texte qui ne se lit pas : facultatif, le champ vaudrait
 * « rien », et ce que l’agent a sous les yeux serait perdu sans un mot. Posé une fois, par le Thème.
 */
export function retenirLesRefus(): () => void {
  function surEnvoi(evenement: SubmitEvent) {
    if (!(evenement.target instanceof HTMLFormElement) || !montrerLeRefus(evenement.target)) return;
    evenement.preventDefault();
    evenement.stopImmediatePropagation();
  }
  // À la capture, avant que React ne l’entende.
  document.addEventListener('submit', surEnvoi, true);
  return () => document.removeEventListener('submit', surEnvoi, true);
}
