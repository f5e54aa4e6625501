import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalTechnique } from './context.ts';
import { horlogeDuPoste } from './horloge.ts';

/** Les erreurs inattendues, une ligne JSON chacune, avec le numéro que l’agent donnera à l’assistance. */
export function creerJournalTechnique(dossier: string): JournalTechnique {
  const fichier = join(dossier, 'clas.log');
  let numero = 0;
  function noter(ligne: Record<string, unknown>): void {
    try {
      mkdirSync(dossier, { recursive: true });
      appendFileSync(fichier, `${JSON.stringify({ instant: horlogeDuPoste.maintenant(), ...ligne })}\n`);
    } catch (cause) {
      // Disque plein ou dossier refusé : la sortie d’erreur est tout ce qui reste, et l’application doit continuer.
      process.stderr.write(`${JSON.stringify(ligne)} (journal technique : ${String(cause)})\n`);
    }
  }
  return {
    erreur(cause, ou) {
      numero += 1;
      const reference = `${Date.now().toString(36).slice(-6)}-${numero}`;
      noter({
        niveau: 'erreur',
        reference,
        ou,
        message: String(cause),
        pile: cause instanceof Error ? cause.stack : undefined,
      });
      return reference;
    },
    info(message) {
      noter({ niveau: 'info', message });
    },
  };
}
