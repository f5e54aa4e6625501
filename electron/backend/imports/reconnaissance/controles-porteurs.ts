import { comparerFrancais } from '../../../../shared/domaine/libelles.ts';
import { normaliserTexte } from '../../../../shared/domaine/textes.ts';
import type { DossierLu } from '../dossier-lu.ts';
import { reponseDe, situer } from './preuves.ts';
import type { Releve } from './releve.ts';

/** Contrôles d’un porteur à l’autre et d’un dossier à l’autre du même porteur ; aucun n’écarte un dossier. */
export function controlerPorteurs(dossiers: readonly DossierLu[], releve: Releve): void {
  const porteurs = identifierPorteurs(dossiers);
  const parPorteur = Map.groupBy(dossiers, (d) => porteurs.get(d) ?? d.numero);
  for (const groupe of parPorteur.values()) {
    signalerDoublons(groupe, releve);
    signalerIbanDifferent(groupe, releve);
  }
  signalerIbanPartage(dossiers, porteurs, releve);
  signalerIbanEtranger(dossiers, releve);
  signalerGraphies(dossiers, releve);
}

/** Le SIRET, à défaut celui d’un autre dossier du même nom, à défaut le nom : un SIRET manquant ne fait pas un autre porteur. */
function identifierPorteurs(dossiers: readonly DossierLu[]): ReadonlyMap<DossierLu, string> {
  const sirets = new Map<string, Set<string>>();
  for (const { structure } of dossiers) {
    if (structure.siret === null || structure.raisonSociale === '') continue;
    const nom = normaliserTexte(structure.raisonSociale);
    sirets.set(nom, (sirets.get(nom) ?? new Set<string>()).add(structure.siret));
  }
  return new Map(
    dossiers.map((dossier) => {
      const { siret, siretDeclare, raisonSociale } = dossier.structure;
      const nom = normaliserTexte(raisonSociale);
      const connus = [...(sirets.get(nom) ?? [])];
      const seul = connus.length === 1 ? connus[0] : undefined;
      return [dossier, siret ?? seul ?? (nom || siretDeclare || dossier.numero)];
    }),
  );
}

/** Deux dossiers d’un porteur au même lieu peuvent être vrais tous les deux : on le dit, on ne fusionne jamais. */
function signalerDoublons(groupe: readonly DossierLu[], releve: Releve): void {
  const parSecteur = Map.groupBy(groupe, (d) => `${d.communeInsee}\u241F${normaliserTexte(d.quartier ?? '')}`);
  for (const dossiers of parSecteur.values()) {
    const premierA = new Map<string, DossierLu>();
    for (const dossier of dossiers) {
      const lieux = lieuxDe(dossier);
      // Un dossier sans lieu connu peut être n’importe où dans le secteur.
      const premier = lieux.length === 0 ? dossiers[0] : [...lieux, ''].map((l) => premierA.get(l)).find(Boolean);
      for (const lieu of lieux.length === 0 ? [''] : lieux) if (!premierA.has(lieu)) premierA.set(lieu, dossier);
      if (premier && premier !== dossier) signalerDoublon(dossier, premier, releve);
    }
  }
}

function lieuxDe(dossier: DossierLu): string[] {
  return dossier.collectifs.map((c) => normaliserTexte(c.lieu ?? '')).filter((lieu) => lieu !== '');
}

function signalerDoublon(dossier: DossierLu, premier: DossierLu, releve: Releve): void {
  releve.signaler({
    code: 'doublon_probable',
    ...situer(reponseDe(dossier, 'numero')),
    valeur: dossier.numero,
    message: `Doublon probable : ${dossier.structure.raisonSociale || 'ce porteur'} a aussi déposé le dossier ${premier.numero} pour le même lieu. Les deux sont importés ; demandez au porteur s’il faut garder les deux.`,
    numeroDossier: dossier.numero,
  });
}

function signalerIbanDifferent(groupe: readonly DossierLu[], releve: Releve): void {
  const [premier, ...suivants] = groupe.filter((d) => d.structure.iban !== null);
  const autre = suivants.find((d) => d.structure.iban !== premier?.structure.iban);
  if (!premier || !autre) return;
  releve.signaler({
    code: 'iban_different',
    ...situer(reponseDe(autre, 'iban')),
    valeur: autre.structure.iban ?? '',
    message: `${autre.structure.raisonSociale || 'Ce porteur'} donne un autre IBAN dans le dossier ${premier.numero}. Confirmez le bon avec le porteur avant tout paiement.`,
    numeroDossier: autre.numero,
  });
}

function signalerIbanPartage(
  dossiers: readonly DossierLu[],
  porteurs: ReadonlyMap<DossierLu, string>,
  releve: Releve,
): void {
  const avecIban = dossiers.filter((d) => d.structure.iban !== null);
  for (const [iban, groupe] of Map.groupBy(avecIban, (d) => d.structure.iban)) {
    const [premier] = groupe;
    const autre = groupe.find((d) => premier && porteurs.get(d) !== porteurs.get(premier));
    if (!autre) continue;
    const noms = [...new Set(groupe.map((d) => d.structure.raisonSociale))].toSorted(comparerFrancais).join(', ');
    releve.signaler({
      code: 'iban_partage',
      ...situer(reponseDe(autre, 'iban')),
      valeur: iban ?? '',
      message: `Le même IBAN est donné par plusieurs porteurs (${noms}). Demandez un RIB à chacun avant tout paiement.`,
      numeroDossier: autre.numero,
    });
  }
}

function signalerIbanEtranger(dossiers: readonly DossierLu[], releve: Releve): void {
  for (const dossier of dossiers) {
    const { iban } = dossier.structure;
    if (iban === null || /^(?:FR|MC)/.test(iban)) continue;
    releve.signaler({
      code: 'iban_etranger',
      ...situer(reponseDe(dossier, 'iban')),
      valeur: iban,
      message: `IBAN ${iban.slice(0, 2)} : compte tenu hors de France. Il est repris ; faites-le confirmer par le porteur avant tout paiement.`,
      numeroDossier: dossier.numero,
    });
  }
}

/** Un même SIREN sous deux noms : deux établissements, ou une seule structure écrite deux fois. */
function signalerGraphies(dossiers: readonly DossierLu[], releve: Releve): void {
  const nommes = dossiers.filter((d) => d.structure.siret !== null && d.structure.raisonSociale !== '');
  for (const [siren, groupe] of Map.groupBy(nommes, (d) => d.structure.siret?.slice(0, 9) ?? '')) {
    const [premier] = groupe;
    const nom = (d: DossierLu) => normaliserTexte(d.structure.raisonSociale);
    const autre = groupe.find((d) => premier && nom(d) !== nom(premier));
    if (!premier || !autre) continue;
    releve.signaler({
      code: 'raisons_sociales_differentes',
      ...situer(reponseDe(autre, 'raisonSociale')),
      valeur: autre.structure.raisonSociale,
      message: `Le SIREN ${siren} figure sous deux noms : « ${premier.structure.raisonSociale} » (dossier ${premier.numero}) et « ${autre.structure.raisonSociale} ». Vérifiez s’il s’agit d’une seule structure.`,
      numeroDossier: autre.numero,
    });
  }
}
