import type { Column, Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { formaterDate, formaterInstant } from '../../../shared/domaine/dates.ts';
import { formaterIban, verifierIban } from '../../../shared/domaine/identifiants.ts';
import { eurosEnLettres } from '../../../shared/domaine/lettres-notification/en-lettres.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import type { ContenuDeLot } from '../../../shared/domaine/lot.ts';
import {
  type AttentionsDuLot,
  direComptes,
  direSansTiers,
  releverAttentions,
} from '../../../shared/domaine/lot-attention.ts';
import { formaterEntier, formaterEuros } from '../../../shared/domaine/nombres.ts';
import { ecrireAtomique } from '../fichiers/ecrire-atomique.ts';
import type { Edition } from './archiver.ts';
import { creerMetrique, lirePolices, type Metrique } from './metrique.ts';
import { produirePdf } from './moteur.ts';
import { nettoyer } from './nettoyer.ts';
import { entete, pied } from './page.ts';
import type { OptionsPapier, PapierEcrit } from './releve/ecrire.ts';
import { COULEURS, LARGEUR_UTILE, MARGE, MARGES } from './style.ts';
import { tableau } from './tableaux.ts';
import { typo } from './typographie.ts';

export interface DonneesBordereau extends Edition {
  readonly contenu: ContenuDeLot;
  /** Le nom du classeur que le bordereau accompagne. */
  readonly classeur: string;
}

/** Repères de l’en-tête à lettre : 74 × 44 restent libres pour le logotype. */
const HAUT = 40;
const GAUCHE = MARGE + 74 + 14;
const SOUS_ENTETE = 52;
const CARTOUCHE = { l: 83, h: 37 } as const;
const SIGNATURE = { l: 157.8, h: 84 } as const;
const ENTRE_SIGNATURES = (LARGEUR_UTILE - 3 * SIGNATURE.l) / 2;

/** Le bordereau d’un lot, à signer : lignes, lignes laissées, contrôles. Le même lot donne les mêmes octets. */
export async function ecrireBordereau(donnees: DonneesBordereau, options: OptionsPapier): Promise<PapierEcrit> {
  const total = donnees.contenu.lignes.length;
  options.surProgres?.({ fait: 0, total, message: 'Préparation du bordereau' });
  const polices = await lirePolices(options.ressources);
  const metrique = creerMetrique(polices);
  const propres = nettoyer(donnees, metrique, new Set());
  let pages = 0;
  const definition = composer(propres, metrique, (nombre) => {
    pages = nombre;
  });
  const pdf = await produirePdf(definition, polices, () => {});
  await ecrireAtomique(options.sortie, pdf.octets);
  options.surProgres?.({ fait: total, total, message: 'Bordereau écrit' });
  return { octets: pdf.octets.length, sha256: pdf.sha256, pages };
}

function composer(
  { contenu, classeur }: DonneesBordereau,
  metrique: Metrique,
  surPages: (total: number) => void,
): TDocumentDefinitions {
  const { organisme, numero } = contenu;
  const service = [organisme.nom, organisme.service].filter(Boolean).join(' – ');
  const habillage = {
    contexte: 'Bordereau de lot de paiement · ',
    titre: `lot n° ${numero}`,
    droite: formaterEuros(contenu.montantCentimes),
    service,
    mention: `Lot ${numero}`,
  };
  const enteteDeSuite = entete(habillage);
  const quand = new Date(contenu.valide.le);
  return {
    // Aucune date d’édition : refait, le bordereau a les mêmes octets.
    info: {
      title: `Bordereau du lot de paiement ${numero}`,
      author: service,
      subject: `${pluriel(contenu.lignes.length, 'ligne')}, ${formaterEuros(contenu.montantCentimes)}`,
      keywords: `Clas, lot, bordereau, SHA-256 ${contenu.empreinteLignes}`,
      creator: `Clas ${contenu.version}`,
      producer: 'pdfmake',
      creationDate: quand,
      modDate: quand,
    },
    pageMargins: [...MARGES.portrait],
    header: (page, total, format) => {
      surPages(total);
      return page === 1 ? null : enteteDeSuite(page, total, format);
    },
    footer: pied(habillage, MARGES.portrait[3]),
    content: [
      ...teteDeBordereau(contenu),
      ...resume(contenu),
      ...lignes(contenu, metrique),
      ...horsLot(contenu, metrique),
      ...coordonnees(contenu, metrique),
      // D’un bloc : un titre ne reste pas seul en bas de page, ni les signatures loin de ce qu’elles arrêtent.
      { unbreakable: true, stack: [...controles(contenu, classeur), signatures(contenu)] },
    ],
  };
}

function teteDeBordereau({ organisme, numero, exercice, anneeScolaire, libelle, datePrevue }: ContenuDeLot): Content[] {
  const cartouche = MARGE + LARGEUR_UTILE - CARTOUCHE.l;
  return [
    {
      absolutePosition: { x: GAUCHE, y: HAUT },
      columns: [
        {
          width: 280,
          stack: [
            { text: organisme.nom, style: 'fort' },
            ...[organisme.service, organisme.adresse]
              .filter(Boolean)
              .map((text): Content => ({ text, style: 'legende', color: COULEURS.gris, lineHeight: 1.17 })),
          ],
        },
      ],
    },
    {
      absolutePosition: { x: cartouche, y: HAUT },
      canvas: [
        { type: 'rect', x: 0, y: 0, w: CARTOUCHE.l, h: CARTOUCHE.h, lineWidth: 0.7, lineColor: COULEURS.accent },
      ],
    },
    {
      absolutePosition: { x: cartouche + 6, y: HAUT + 5 },
      columns: [
        {
          width: CARTOUCHE.l - 12,
          stack: [
            { text: 'lot n°', style: 'note', alignment: 'right' },
            { text: numero, style: 'fort', bold: true, fontSize: 14, lineHeight: 1, alignment: 'right' },
          ],
        },
      ],
    },
    { text: '', fontSize: 1, lineHeight: 0.01, margin: [0, SOUS_ENTETE, 0, 0] },
    { text: 'Bordereau de lot de paiement', style: 'titrePage' },
    {
      text: typo(
        `Prestation de service Clas · exercice ${exercice} · campagne ${anneeScolaire} · ${libelle} · date prévue : ${formaterDate(datePrevue)}`,
      ),
      style: 'sousTitre',
      margin: [0, 3, 0, 12],
    },
  ];
}

function resume({ lignes, montantCentimes }: ContenuDeLot): Content[] {
  const carte = (largeur: number, titre: string, valeur: Content): Column => ({
    width: largeur,
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: largeur, y2: 0, lineWidth: 0.9, lineColor: COULEURS.accent }] },
      { text: titre, style: 'note', margin: [0, 4, 0, 1] },
      valeur,
    ],
  });
  return [
    {
      columnGap: 12,
      columns: [
        carte(83, 'Lignes', { text: String(lignes.length), style: 'chiffre', fontSize: 17 }),
        carte(142, 'Total du lot', { text: formaterEuros(montantCentimes), style: 'chiffre', fontSize: 17 }),
        carte(LARGEUR_UTILE - 249, 'Arrêté à la somme de', {
          text: eurosEnLettres(montantCentimes),
          style: 'texteFort',
          margin: [0, 3, 0, 0],
        }),
      ],
    },
  ];
}

function titreDeBloc(texte: string): Content {
  return { text: texte, style: 'titreBloc', margin: [0, 16, 0, 4], headlineLevel: 1 };
}

function lignes(contenu: ContenuDeLot, metrique: Metrique): Content[] {
  return [
    titreDeBloc('Lignes du lot'),
    tableau({
      dense: true,
      mesure: { metrique, largeur: LARGEUR_UTILE },
      colonnes: [
        { entete: 'N°', largeur: 14, aligner: 'right' },
        { entete: 'Tiers', largeur: 36 },
        { entete: 'Raison sociale', largeur: '*' },
        { entete: 'Convention', largeur: 60 },
        { entete: 'Échéance', largeur: 42 },
        { entete: 'IBAN', largeur: 126 },
        { entete: 'Montant', largeur: 54, aligner: 'right' },
      ],
      lignes: [
        ...contenu.lignes.map((l) => ({
          cellules: [
            { text: String(l.rang), color: COULEURS.gris },
            l.numeroTiers ?? '',
            { text: l.raisonSociale, bold: true },
            l.numeroConvention,
            enMinuscules(l.libelle),
            formaterIban(l.iban),
            formaterEuros(l.montantCentimes),
          ],
        })),
        {
          genre: 'total' as const,
          cellules: [
            '',
            { text: typo(`Total : ${pluriel(contenu.lignes.length, 'ligne')}`), colSpan: 2 },
            '',
            '',
            '',
            '',
            formaterEuros(contenu.montantCentimes),
          ],
        },
      ],
    }),
  ];
}

function horsLot({ horsLot }: ContenuDeLot, metrique: Metrique): Content[] {
  if (horsLot.length === 0) return [];
  return [
    titreDeBloc(`Lignes hors du lot (${horsLot.length})`),
    tableau({
      dense: true,
      mesure: { metrique, largeur: LARGEUR_UTILE },
      colonnes: [
        { entete: 'Raison sociale', largeur: 150 },
        { entete: 'Échéance', largeur: 46 },
        { entete: 'Motif', largeur: '*' },
        { entete: 'Montant', largeur: 62, aligner: 'right' },
      ],
      lignes: horsLot.map((l) => ({
        cellules: [
          l.raisonSociale,
          enMinuscules(l.libelle),
          { text: typo(l.motifs.join(' ; ')), color: COULEURS.gris },
          l.induCentimes > 0 ? `indu ${formaterEuros(l.induCentimes)}` : formaterEuros(l.montantCentimes),
        ],
      })),
    }),
  ];
}

function coordonnees({ coordonneesModifiees }: ContenuDeLot, metrique: Metrique): Content[] {
  if (coordonneesModifiees.length === 0) return [];
  return [
    titreDeBloc(`Coordonnées modifiées depuis le dernier lot (${coordonneesModifiees.length})`),
    tableau({
      dense: true,
      mesure: { metrique, largeur: LARGEUR_UTILE },
      colonnes: [
        { entete: 'Raison sociale', largeur: 110 },
        { entete: 'Compte, et celui d’avant', largeur: 132 },
        { entete: 'Vérification', largeur: '*' },
      ],
      lignes: coordonneesModifiees.map((c) => ({
        cellules: [
          c.raisonSociale,
          {
            stack: [
              formaterIban(c.iban),
              {
                text: c.ancienIban === null ? 'premier paiement' : `avant : ${formaterIban(c.ancienIban)}`,
                color: COULEURS.gris,
              },
            ],
          },
          {
            text: typo(`${c.verifiePar}, le ${formaterInstant(c.verifieLe)} : ${c.verification}`),
            color: COULEURS.gris,
          },
        ],
      })),
    }),
  ];
}

function controles(contenu: ContenuDeLot, classeur: string): Content[] {
  const somme = contenu.lignes.reduce((total, l) => total + l.montantCentimes, 0);
  const attentions = releverAttentions(contenu);
  const ibans = [...new Set(contenu.lignes.map((l) => l.iban))];
  const justes = ibans.filter((iban) => verifierIban(iban).valide).length;
  const egale = somme === contenu.montantCentimes ? 'égale au total du lot' : 'DIFFÉRENTE du total du lot';
  const groupes = contenu.empreinteLignes.toUpperCase().match(/.{8}/g) ?? [];
  return [
    titreDeBloc('Contrôles'),
    tableau({
      dense: true,
      sansEntete: true,
      colonnes: [
        { entete: '', largeur: 118 },
        { entete: '', largeur: '*' },
      ],
      lignes: [
        { cellules: ['Somme recalculée', `${formaterEntier(somme)} centimes, ${egale}`] },
        {
          cellules: [
            'Échéances déjà payées',
            typo(
              `${attentions.enDouble === 0 ? 'aucune' : `${attentions.enDouble} EN DOUBLE`} ; IBAN vérifiés (clé modulo 97) : ${justes} sur ${ibans.length}`,
            ),
          ],
        },
        {
          cellules: [
            'Comptes à créditer',
            typo(
              `${pluriel(attentions.comptes, 'IBAN', 'IBAN')} pour ${pluriel(contenu.lignes.length, 'ligne')}, chacun vérifié par un autre agent que celui qui l’a saisi`,
            ),
          ],
        },
        { cellules: ['À regarder avant de payer', { stack: direARegarder(attentions).map((dit) => typo(dit)) }] },
        { cellules: ['N° de tiers', typo(direSansTiers(attentions))] },
        {
          cellules: ['Fichier', typo(`${classeur}, verrouillé le ${formaterInstant(contenu.valide.le)}`)],
        },
        { cellules: ['Somme de contrôle (SHA-256)', { text: groupes.join(' '), bold: true }] },
      ],
    }),
  ];
}

/** Comptes nommés ici ; au-delà, le classeur les a tous. */
const COMPTES_DITS = 6;

function direARegarder(attentions: AttentionsDuLot): string[] {
  const { aRegarder } = attentions;
  const reste = aRegarder.length - COMPTES_DITS;
  return [
    direComptes(attentions).join(' ; '),
    ...aRegarder.slice(0, COMPTES_DITS).map(({ iban, beneficiaires, constats }) => {
      // Un compte commun nomme déjà tous ses bénéficiaires.
      const qui = beneficiaires.length === 1 ? `${beneficiaires[0]?.raisonSociale ?? ''}, ` : '';
      return `${qui}${formaterIban(iban)} : ${constats.join(' ; ')}`;
    }),
    ...(reste > 0 ? [`et ${pluriel(reste, 'autre')}, à la feuille « Contrôles » du classeur`] : []),
  ];
}

function signatures({ prepare, valide }: ContenuDeLot): Content {
  const cadre = (titre: string, textes: readonly string[]): Column => ({
    width: SIGNATURE.l,
    stack: [
      {
        canvas: [
          { type: 'rect', x: 0, y: 0, w: SIGNATURE.l, h: SIGNATURE.h, lineWidth: 0.7, lineColor: COULEURS.encre },
        ],
      },
      {
        relativePosition: { x: 8, y: -SIGNATURE.h + 7 },
        stack: [
          { text: titre, style: 'texteFort' },
          ...textes.map((text): Content => ({ text: typo(text), style: 'note' })),
        ],
      },
      { relativePosition: { x: 8, y: -22 }, text: 'Signature', style: 'note' },
    ],
  });
  return {
    margin: [0, 22, 0, 0],
    columnGap: ENTRE_SIGNATURES,
    columns: [
      cadre('Préparé par', [prepare.par, `le ${formaterInstant(prepare.le)}`]),
      cadre('Validé par (autre agent)', [valide.par, `le ${formaterInstant(valide.le)}`]),
      cadre('Reçu à l’agence comptable', ['Nom :', 'Date :']),
    ],
  };
}

function enMinuscules(libelle: string): string {
  return `${libelle.charAt(0).toLocaleLowerCase('fr')}${libelle.slice(1)}`;
}
