import { notifier, notifierErreur } from '../../ui/notifier.tsx';

/** Met un texte dans le presse-papiers et le dit. */
export async function copier(texte: string, dit: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(texte);
    notifier(dit, 'Copié');
  } catch {
    notifierErreur(
      'Le presse-papiers est refusé par ce poste : sélectionnez le texte et copiez-le.',
      'Rien n’a été copié',
    );
  }
}
