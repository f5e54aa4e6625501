import type { DossierConnu, Existant } from '../../../db/queries/imports.ts';
import type { DifferenceImport } from '../../../shared/contract/imports.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import type { BaseDifference } from './changements.ts';
import type { DossierLu } from './dossier-lu.ts';
import { nomPorteur, type PlanStructure } from './rapprocher-porteurs.ts';
import { choixDePorteur, isAutrePorteur, isMemeNom, proposerPorteur } from './ressemblances.ts';

interface DossierRecu {
  readonly lu: DossierLu;
  readonly base: BaseDifference;
}

/** Le même numéro pour un porteur sans rapport : un tableau renuméroté, plus souvent qu’un dossier cédé. */
export function demanderAutrePorteur({ lu, base }: DossierRecu, { structure }: DossierConnu): DifferenceImport | null {
  // Sous le même nom, c’est un SIRET corrigé : la ligne « SIRET » suffit.
  if (!isAutrePorteur(lu.structure, structure) || isMemeNom(base.raisonSociale, structure.raisonSociale)) return null;
  return {
    ...base,
    nature: 'structure',
    cle: `porteur:${lu.numero}`,
    champ: `le dossier ${lu.numero} est celui d’un autre porteur`,
    ...opposer(lu.structure, [structure]),
    adresse: adresseDuPorteur(lu),
    choix: [
      { code: 'remplacer', libelle: 'Même dossier, porteur changé' },
      { code: 'ecarter', libelle: 'Écarter' },
    ],
    propose: null,
    retient: [lu.numero],
  };
}

/** Du même nom, seul le SIRET les distingue. */
function opposer(
  lue: DossierLu['structure'],
  connues: Existant['structures'],
): Pick<DifferenceImport, 'avant' | 'apres'> {
  const nom = nomPorteur(lue);
  const siret = lue.siret ?? lue.siretDeclare;
  const isMemes = siret !== null && connues.every((s) => s.raisonSociale === nom && s.siret !== null);
  const dire = (parts: readonly (string | null)[]) => parts.filter(Boolean).join(', ');
  return {
    avant: connues.map((s) => dire(isMemes ? [s.siret] : [s.raisonSociale, s.siret])).join(' ; '),
    apres: dire(isMemes ? [siret] : [nom, siret]),
  };
}

function adresseDuPorteur({ reponses }: DossierLu): string | null {
  return reponses.find((r) => r.champ === 'siret' || r.champ === 'raisonSociale')?.adresse ?? null;
}

export function demanderPorteur(
  { lu, base }: DossierRecu,
  { cle }: PlanStructure,
  ressemblants: Existant['structures'],
): DifferenceImport {
  return {
    ...base,
    nature: 'structure',
    cle: `structure:${cle}`,
    champ: 'porteur nouveau, proche d’un porteur connu',
    ...opposer(lu.structure, ressemblants),
    adresse: adresseDuPorteur(lu),
    choix: choixDePorteur(ressemblants),
    propose: proposerPorteur(lu.structure, ressemblants),
    retient: [lu.numero],
  };
}

export function demanderCreation({ lu, base }: DossierRecu, doublon: string | null): DifferenceImport {
  const enfants = lu.collectifs.reduce((n, c) => n + (c.effectif ?? 0), 0);
  const resume = `dossier, ${pluriel(lu.collectifs.length, 'collectif')}, ${pluriel(enfants, 'enfant')}`;
  return {
    ...base,
    nature: doublon === null ? 'nouveau' : 'doublon_probable',
    cle: `${doublon === null ? 'nouveau' : 'doublon'}:${lu.numero}`,
    champ: doublon === null ? resume : `même porteur (ou même nom) et même lieu que le dossier ${doublon} ; ${resume}`,
    avant: null,
    apres: null,
    adresse: lu.reponses[0]?.adresse ?? null,
    choix: [
      { code: 'creer', libelle: 'Créer' },
      { code: 'ecarter', libelle: 'Écarter' },
    ],
    propose: doublon === null ? 'creer' : null,
    retient: [lu.numero],
  };
}
