import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decider } from '../../electron/backend/seances/decider.ts';
import { lireEtatSeance } from '../../electron/backend/seances/lire.ts';
import { importer, lectureDe, ouvrirAtelier, source } from '../electron/backend/argent-essai.ts';

/**
 * Un dossier de données prêt pour l’hôte : quatre porteurs décidés (l’un sous réserve, l’un refusé), sans passer par les
 * écrans d’avant. Rend le dossier et le numéro de la campagne.
 */
export function preparerBaseAgreee(): { readonly donnees: string; readonly campagneId: number } {
  const atelier = ouvrirAtelier();
  const banc = atelier.ouvrir({ seuilConventionCentimes: 500_000 }, null);
  const { context, campagneId, seanceId } = banc;
  const noms = ['L’Encrier de Beaugency', 'Maison de quartier L’Escale', 'Les Amis de la Prairie', 'Arc-en-Loing'];
  importer(
    context,
    campagneId,
    lectureDe(noms.map((nom, rang) => source({ numero: `100${rang + 1}`, nom, siret: null, iban: null }))),
  );
  const { dossiers } = lireEtatSeance(context, campagneId, seanceId);
  for (const { numero, listeCollectifs } of dossiers) {
    const decision = {
      1001: { nature: 'agree', motif: null, texte: '' },
      1002: { nature: 'agree', motif: null, texte: '' },
      1003: { nature: 'agree_sous_reserve', motif: 'piece_manquante', texte: 'bail de la salle' },
      1004: { nature: 'refuse', motif: 'effectif', texte: '' },
    }[numero] as Parameters<typeof decider>[1] | undefined;
    if (!decision) throw new Error(`dossier ${numero} inattendu`);
    const collectifIds = listeCollectifs.slice(0, numero === '1002' ? 2 : 3).map((c) => c.id);
    decider(context, { ...decision, seanceId, collectifIds });
  }
  const donnees = mkdtempSync(join(tmpdir(), 'clas-agreee-'));
  context.db.$client.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(context.db.$client.name, join(donnees, 'clas.sqlite'));
  banc.fermer();
  atelier.fermer();
  return { donnees, campagneId };
}
