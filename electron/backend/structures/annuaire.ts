import type { Base } from '../../../db/base.ts';
import { ecrire } from '../../../db/ecrire.ts';
import { structuresEnAttenteDIban } from '../../../db/queries/demandes-iban.ts';
import {
  type ContactsDeStructure,
  completerStructure,
  type LigneStructure as LigneBase,
  lireArgentParStructure,
  lireComptesActifs,
  lireDossiersDeStructure,
  lirePassages,
  lireStructure,
  listerToutesLesStructures,
  structureDuTiers,
} from '../../../db/queries/structures.ts';
import type { FicheStructure, LigneStructure } from '../../../shared/contract/structures.ts';
import { verifierCourriel, verifierTelephone } from '../../../shared/domaine/identifiants.ts';
import { comparerFrancais } from '../../../shared/domaine/libelles.ts';
import type { Verification } from '../../../shared/domaine/verification.ts';
import { acteur } from '../acteur.ts';
import { lireAnnuaire, nomCommune } from '../communes.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';

type Lecture = Pick<Context, 'db' | 'ressources'>;

function preparer({ db, ressources }: Lecture): (structure: LigneBase) => LigneStructure {
  const [passages, argent, comptes] = [lirePassages(db), lireArgentParStructure(db), lireComptesActifs(db)];
  const [enAttente, communes] = [structuresEnAttenteDIban(db), lireAnnuaire(ressources)];
  return (s) => {
    const compte = comptes.get(s.id);
    return {
      id: s.id,
      raisonSociale: s.raisonSociale,
      formeJuridique: s.formeJuridique,
      siret: s.siret,
      rna: s.rna,
      communeNom: nomCommune(communes, s.communeSiege) ?? s.communeSiege,
      representant: s.representant,
      courriel: s.courriel,
      telephone: s.telephone,
      numeroTiers: s.numeroTiers,
      annees: passages.get(s.id)?.annees.split(',').toSorted() ?? [],
      dossiers: passages.get(s.id)?.dossiers ?? 0,
      agreeCentimes: argent.get(s.id)?.agreeCentimes ?? 0,
      payeCentimes: argent.get(s.id)?.payeCentimes ?? 0,
      iban: compte?.iban ?? null,
      etatIban: compte?.etat ?? null,
      changementDemande: enAttente.has(s.id),
    };
  };
}

/** Tous les porteurs, de toutes les campagnes, par nom. */
export function listerStructures(context: Lecture): LigneStructure[] {
  return listerToutesLesStructures(context.db)
    .map(preparer(context))
    .toSorted((a, b) => comparerFrancais(a.raisonSociale, b.raisonSociale));
}

export function lireFiche(context: Lecture, structureId: number): FicheStructure {
  const structure = lireStructure(context.db, structureId);
  if (!structure) throw introuvable('Cette structure');
  const compte = lireComptesActifs(context.db).get(structureId);
  return {
    ...preparer(context)(structure),
    adresse: structure.adresse,
    codePostal: structure.codePostal,
    titulaire: compte?.titulaire ?? null,
    bic: compte?.bic ?? null,
    parAnnee: lireDossiersDeStructure(context.db, structureId),
  };
}

/** Un champ vide s’efface ; rempli, il doit être juste. */
function lireChamp(
  valeur: string | null,
  quoi: string,
  verifier: (texte: string) => Verification<string>,
): string | null {
  if (valeur === null || valeur === '') return null;
  const lu = verifier(valeur);
  if (!lu.valide) throw new Refus('contact', `${quoi} : ${lu.raison}.`, { lieu: quoi });
  return lu.valeur;
}

function refuserTiersPris(db: Base, numeroTiers: string, structureId: number): void {
  const autre = structureDuTiers(db, numeroTiers, structureId);
  if (autre) {
    throw new Refus(
      'tiers_pris',
      `Le numéro de tiers ${numeroTiers} est déjà celui de ${autre.raisonSociale} : l’agence comptable paierait l’une pour l’autre.`,
      { lieu: 'N° de tiers' },
    );
  }
}

/** Les contacts et le numéro de tiers ; ce qui n’a pas changé ne s’écrit pas. */
export function modifierContacts(
  context: Context,
  { structureId, ...saisie }: ContactsDeStructure & { readonly structureId: number },
): FicheStructure {
  const valeurs: ContactsDeStructure = {
    numeroTiers: saisie.numeroTiers || null,
    representant: saisie.representant || null,
    courriel: lireChamp(saisie.courriel, 'Courriel', verifierCourriel),
    telephone: lireChamp(saisie.telephone, 'Téléphone', verifierTelephone),
  };
  ecrire(context.db, acteur(context), (tx) => {
    const structure = lireStructure(tx.db, structureId);
    if (!structure) throw introuvable('Cette structure');
    if (valeurs.numeroTiers !== null) refuserTiersPris(tx.db, valeurs.numeroTiers, structureId);
    completerStructure(tx, structure, valeurs);
  });
  return lireFiche(context, structureId);
}
