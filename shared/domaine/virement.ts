import { verifierIban } from './identifiants.ts';
import type { ContenuDeLot, LigneDeLot } from './lot.ts';

/** L’ordre de virement : ISO 20022 pain.001.001.09, virements SEPA en euros, un seul compte débité, une date. */
export const ESPACE_PAIN_001 = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';

const MONTANT_MAXIMAL_CENTIMES = 99_999_999_999;
const BIC = /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;
const HORS_LATIN = /[^A-Za-z0-9/\-?:().,'+ ]/g;
const EQUIVALENTS: readonly (readonly [RegExp, string])[] = [
  [/[’‘ʼ`´]/g, "'"],
  [/[œ]/g, 'oe'],
  [/[Œ]/g, 'OE'],
  [/[æ]/g, 'ae'],
  [/[Æ]/g, 'AE'],
  [/ß/g, 'ss'],
  [/[øØ]/g, 'o'],
  [/&/g, '+'],
  [/[–—−_]/g, '-'],
  [/€/g, 'EUR'],
  [/[«»"“”]/g, ' '],
];

/**
 * Le texte dans le jeu de caractères que toute banque SEPA accepte (EPC217-08) : sans accents, sans barre au bord ni
 * double, au plus `longueur` caractères.
 */
export function texteSepa(texte: string, longueur: number): string {
  let net = texte;
  for (const [de, vers] of EQUIVALENTS) net = net.replace(de, vers);
  net = net
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(HORS_LATIN, ' ')
    .replace(/\/{2,}/g, '/')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longueur);
  return net.replace(/^[/ ]+|[/ ]+$/g, '');
}

/** La référence de bout en bout d’une ligne : elle revient sur le relevé, et dans la liste des paiements. */
export function referenceDeVirement(numeroLot: string, rang: number): string {
  return `${numeroLot}-${String(rang).padStart(4, '0')}`;
}

/** Centimes → « 1234.56 », sans passer par un flottant. */
function montantDecimal(centimes: number): string {
  return `${Math.floor(centimes / 100)}.${String(centimes % 100).padStart(2, '0')}`;
}

/** Ce qui empêche d’écrire l’ordre de virement d’un lot, en phrases ; vide : il peut l’être. */
export function controlerVirement(contenu: ContenuDeLot): string[] {
  const { compteDebite, lignes } = contenu;
  const fautes: string[] = [];
  if (compteDebite === null) fautes.push('le compte à débiter n’était pas réglé quand le lot a été validé');
  else fautes.push(...controlerCompte('compte à débiter', compteDebite));
  if (texteSepa(contenu.organisme.nom, 70) === '')
    fautes.push('le nom de l’organisme manquait dans les paramètres quand le lot a été validé');
  if (lignes.length === 0) fautes.push('le lot n’a aucune ligne');
  let somme = 0;
  for (const ligne of lignes) {
    somme += ligne.montantCentimes;
    const qui = `ligne ${ligne.rang}, ${ligne.raisonSociale}`;
    fautes.push(...controlerCompte(qui, { titulaire: ligne.titulaireCompte, iban: ligne.iban, bic: ligne.bic }));
    if (ligne.montantCentimes <= 0 || ligne.montantCentimes > MONTANT_MAXIMAL_CENTIMES)
      fautes.push(`${qui} : montant hors de ce qu’un virement SEPA permet`);
  }
  if (somme !== contenu.montantCentimes) fautes.push('la somme des lignes n’est pas le total du lot');
  return fautes;
}

export function controlerCompte(
  qui: string,
  compte: { readonly titulaire: string; readonly iban: string; readonly bic: string | null },
): string[] {
  const fautes: string[] = [];
  const iban = verifierIban(compte.iban);
  if (!iban.valide) fautes.push(`${qui} : ${iban.raison}`);
  else if (iban.valeur !== compte.iban) fautes.push(`${qui} : l’IBAN s’écrit en capitales, sans espaces`);
  if (compte.bic !== null && !BIC.test(compte.bic)) fautes.push(`${qui} : BIC « ${compte.bic} » mal formé`);
  if (texteSepa(compte.titulaire, 70) === '')
    fautes.push(`${qui} : titulaire sans aucun caractère que la banque accepte`);
  return fautes;
}

/** L’ordre de virement, à écrire en UTF-8. Le même lot donne le même texte. À contrôler avant (`controlerVirement`). */
export function ecrireVirement(contenu: ContenuDeLot): string {
  const { numero, lignes, compteDebite } = contenu;
  if (compteDebite === null) throw new Error('ordre de virement sans compte à débiter');
  const total = montantDecimal(contenu.montantCentimes);
  const donneur = texteSepa(contenu.organisme.nom, 70);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Document xmlns="${ESPACE_PAIN_001}">`,
    '  <CstmrCdtTrfInitn>',
    '    <GrpHdr>',
    element(6, 'MsgId', `CLAS-${numero}`),
    element(6, 'CreDtTm', `${contenu.valide.le.slice(0, 19)}Z`),
    element(6, 'NbOfTxs', String(lignes.length)),
    element(6, 'CtrlSum', total),
    `      <InitgPty><Nm>${donneur}</Nm></InitgPty>`,
    '    </GrpHdr>',
    '    <PmtInf>',
    element(6, 'PmtInfId', `CLAS-${numero}-1`),
    element(6, 'PmtMtd', 'TRF'),
    element(6, 'NbOfTxs', String(lignes.length)),
    element(6, 'CtrlSum', total),
    '      <PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf>',
    `      <ReqdExctnDt><Dt>${contenu.datePrevue}</Dt></ReqdExctnDt>`,
    `      <Dbtr><Nm>${texteSepa(compteDebite.titulaire, 70)}</Nm></Dbtr>`,
    `      <DbtrAcct><Id><IBAN>${compteDebite.iban}</IBAN></Id></DbtrAcct>`,
    `      <DbtrAgt><FinInstnId>${compteDebite.bic === null ? '<Othr><Id>NOTPROVIDED</Id></Othr>' : `<BICFI>${compteDebite.bic}</BICFI>`}</FinInstnId></DbtrAgt>`,
    '      <ChrgBr>SLEV</ChrgBr>',
    ...lignes.flatMap((ligne) => virementDe(contenu, ligne)),
    '    </PmtInf>',
    '  </CstmrCdtTrfInitn>',
    '</Document>',
    '',
  ].join('\n');
}

function virementDe(contenu: ContenuDeLot, ligne: LigneDeLot): string[] {
  const motif = `${contenu.organisme.nom} Clas ${ligne.anneeScolaire} ${ligne.libelle} convention ${ligne.numeroConvention}`;
  return [
    '      <CdtTrfTxInf>',
    `        <PmtId><EndToEndId>${referenceDeVirement(contenu.numero, ligne.rang)}</EndToEndId></PmtId>`,
    `        <Amt><InstdAmt Ccy="EUR">${montantDecimal(ligne.montantCentimes)}</InstdAmt></Amt>`,
    ...(ligne.bic === null ? [] : [`        <CdtrAgt><FinInstnId><BICFI>${ligne.bic}</BICFI></FinInstnId></CdtrAgt>`]),
    `        <Cdtr><Nm>${texteSepa(ligne.titulaireCompte, 70)}</Nm></Cdtr>`,
    `        <CdtrAcct><Id><IBAN>${ligne.iban}</IBAN></Id></CdtrAcct>`,
    `        <RmtInf><Ustrd>${texteSepa(motif, 140)}</Ustrd></RmtInf>`,
    '      </CdtTrfTxInf>',
  ];
}

function element(retrait: number, nom: string, texte: string): string {
  return `${' '.repeat(retrait)}<${nom}>${texte}</${nom}>`;
}
