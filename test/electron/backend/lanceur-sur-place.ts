import type { Lanceur } from '../../../electron/backend/travaux/lancer.ts';
import { registre } from '../../../electron/backend/travaux/registre.ts';

/**
 * Les vrais travaux, entrées et sorties passées par copie comme un message, sans un processus pour chacun : un document
 * se refait en dix fois moins de temps. Le processus à part a ses essais : `travaux/`, `transports`, la ligne de commande.
 */
export const lanceurSurPlace: Lanceur = {
  async lancer(nom, entree, { signal, surProgres } = {}) {
    const interrompu = () => new DOMException('Travail interrompu à la demande de l’agent.', 'AbortError');
    if (signal?.aborted) throw interrompu();
    const { executer } = await registre[nom]();
    const sortie = await executer(structuredClone(entree), (progres) => surProgres?.(structuredClone(progres)));
    // Rien n’arrête un travail en cours ici ; arrêté, il ne rend rien.
    if (signal?.aborted) throw interrompu();
    return structuredClone(sortie);
  },
};
