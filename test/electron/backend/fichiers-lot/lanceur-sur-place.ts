import type { Lanceur } from '../../../../electron/backend/travaux/lancer.ts';
import { registre } from '../../../../electron/backend/travaux/registre.ts';

/** Les vrais travaux, entrées et sorties passées par copie comme un message, sans un processus pour chacun. */
export const lanceurSurPlace: Lanceur = {
  async lancer(nom, entree) {
    const { executer } = await registre[nom]();
    return structuredClone(await executer(structuredClone(entree), () => {}));
  },
};
