import { lireLignesDossiers } from '../../db/queries/dossiers.ts';
import type { Trouvaille } from '../../shared/contract/recherche.ts';
import { lireAnnuaire, nomCommune } from './communes.ts';
import type { SocleLecture } from './dossiers/regles.ts';

const MAXIMUM = 30;

function simplifier(texte: string): string {
  return texte
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

/** Structures, dossiers et collectifs dont le nom, le numéro, le SIRET ou la commune contient tous les mots cherchés. */
export function chercher(context: SocleLecture, campagneId: number, texte: string): Trouvaille[] {
  const mots = simplifier(texte).split(/\s+/).filter(Boolean);
  const contient = (...champs: (string | null)[]) => {
    const foin = simplifier(champs.filter(Boolean).join(' '));
    return mots.every((m) => foin.includes(m));
  };
  const annuaire = lireAnnuaire(context.ressources);
  const { dossiers, collectifs } = lireLignesDossiers(context.db, campagneId, { champs: [] });
  const trouvailles: Trouvaille[] = [];
  const structuresVues = new Set<number>();
  for (const { dossier, structure } of dossiers) {
    const commune = nomCommune(annuaire, dossier.communeInsee);
    if (!structuresVues.has(structure.id) && contient(structure.raisonSociale, structure.siret, structure.rna)) {
      structuresVues.add(structure.id);
      trouvailles.push({
        type: 'structure',
        dossierId: dossier.id,
        titre: structure.raisonSociale,
        detail: [structure.siret, commune].filter(Boolean).join(' · '),
      });
    }
    if (contient(dossier.numero, dossier.intitule, structure.raisonSociale, commune)) {
      trouvailles.push({
        type: 'dossier',
        dossierId: dossier.id,
        titre: `${dossier.numero} ${structure.raisonSociale}`,
        detail: [dossier.intitule, commune].filter(Boolean).join(' · '),
      });
    }
    for (const c of collectifs.get(dossier.id) ?? []) {
      if (contient(c.libelle, c.lieu)) {
        trouvailles.push({
          type: 'collectif',
          dossierId: dossier.id,
          titre: c.libelle,
          detail: `${structure.raisonSociale} · ${c.lieu ?? ''}`,
        });
      }
    }
    if (trouvailles.length >= MAXIMUM) break;
  }
  return trouvailles.slice(0, MAXIMUM);
}
