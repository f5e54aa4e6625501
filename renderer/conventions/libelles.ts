import type { EtatDeConvention, LigneDeConvention, MoyenDEnvoi, Papier } from '../../shared/contract/conventions.ts';
import { formaterDate } from '../../shared/domaine/dates.ts';
import type { Ton } from '../ui/Badge.tsx';
import type { NomSigne } from '../ui/Signe.tsx';

interface Aspect {
  readonly ton: Ton;
  readonly signe: NomSigne;
  readonly libelle: string;
}

/** Une convention se dit au féminin ; un avenant, au masculin, dans `direEtat`. */
export const ASPECTS_CONVENTION: Readonly<Record<EtatDeConvention, Aspect>> = {
  a_generer: { ton: 'accent', signe: 'vide', libelle: 'À générer' },
  a_signer: { ton: 'att', signe: 'sablier', libelle: 'À signer' },
  envoyee: { ton: 'accent', signe: 'en_cours', libelle: 'Envoyée' },
  signee: { ton: 'ok', signe: 'fait', libelle: 'Signée' },
  resiliee: { ton: 'neutre', signe: 'sans_objet', libelle: 'Résiliée' },
};

export const MOYENS_D_ENVOI: readonly { readonly valeur: MoyenDEnvoi; readonly libelle: string }[] = [
  { valeur: 'courrier', libelle: 'Par la poste' },
  { valeur: 'courriel', libelle: 'Par courriel' },
  { valeur: 'remise', libelle: 'Remise en main propre' },
];

/** « Avenant 2026-045-001/A1 ». */
export function nommerPapier({ nature, numero }: Pick<Papier, 'nature' | 'numero'>): string {
  return `${nature === 'avenant' ? 'Avenant' : 'Convention'} ${numero}`;
}

/** Ce qui est arrivé à un papier, en une phrase. */
export function direEtat(papier: Papier): string {
  const e = papier.nature === 'avenant' ? '' : 'e';
  const { etat, envoyeeLe, moyen, signeeLe, signataire, resilieeLe, resilieeMotif } = papier;
  if (etat === 'resiliee') return `Résilié${e} au ${formaterDate(resilieeLe ?? '')} : ${resilieeMotif ?? ''}`;
  if (etat === 'signee') return `Signé${e} le ${formaterDate(signeeLe ?? '')} par ${signataire ?? ''}`;
  if (etat === 'envoyee') {
    const comment = MOYENS_D_ENVOI.find((m) => m.valeur === moyen)?.libelle.toLowerCase();
    return [`Envoyé${e} le ${formaterDate(envoyeeLe ?? '')}`, comment].filter(Boolean).join(', ');
  }
  return 'À signer : envoi pas encore noté';
}

/** Le papier que la génération écrirait, en verbe ; null si rien n’est à générer. */
export function direGeneration({ suite, etat, collectifs, convention }: LigneDeConvention): string | null {
  if (suite === 'convention') return 'Générer la convention';
  if (suite === 'remplacement') return `Remplacer ${convention?.numero ?? 'la convention'}`;
  if (suite === 'avenant') return 'Générer l’avenant';
  if (suite === null && etat === 'resiliee' && collectifs > 0) return 'Générer une nouvelle convention';
  return null;
}
