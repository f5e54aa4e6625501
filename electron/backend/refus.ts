/**
 * Une erreur attendue : la demande est claire mais ne peut pas être satisfaite. Le routeur la rend à la page
 * comme REFUS ou INTROUVABLE, la ligne de commande comme une ligne de la liste d’erreurs.
 */
export class Refus extends Error {
  override readonly name = 'Refus';
  readonly code: string;
  readonly type: 'REFUS' | 'INTROUVABLE';
  /** Où regarder : une cellule, un dossier, un réglage. */
  readonly lieu: string | null;
  constructor(code: string, message: string, options: { type?: 'REFUS' | 'INTROUVABLE'; lieu?: string } = {}) {
    super(message);
    this.code = code;
    this.type = options.type ?? 'REFUS';
    this.lieu = options.lieu ?? null;
  }
}

export function introuvable(quoi: string): Refus {
  return new Refus('introuvable', `${quoi} est introuvable : la page montre peut-être un état ancien, rechargez-la.`, {
    type: 'INTROUVABLE',
  });
}
