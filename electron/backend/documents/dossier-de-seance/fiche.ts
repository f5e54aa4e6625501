import type { Content, ContentSection } from 'pdfmake/interfaces.js';
import { LIBELLES_PILE, pluriel } from '../../../../shared/domaine/libelles.ts';
import { dessin, remplir } from '../dessins.ts';
import { entete, pied } from '../page.ts';
import { COULEURS, LARGEUR_UTILE, MARGES } from '../style.ts';
import { tableau } from '../tableaux.ts';
import { grouperNumero, grouperSiret, grouperTelephone, typo } from '../typographie.ts';
import { budgetEtControles } from './fiche-budget.ts';
import { tableauDesCollectifs } from './fiche-collectifs.ts';
import { cadresDeDecision } from './fiche-decision.ts';
import { lectureEtDecision } from './fiche-lecture.ts';
import { ANCRES, ancreFiche, type DossierImprime, type Impression } from './impression.ts';
import { MOTIFS_PILE } from './synthese.ts';
import { ecrireRang } from './tableau-classe.ts';

const CADRE_PILE = { l: 74, h: 30 } as const;
const LARGEUR_TITRE = LARGEUR_UTILE - CADRE_PILE.l - 16;
const RETIRE = 'retiré de la version allégée';

/** Place du signet qui ouvre un groupe de fiches. */
export interface GroupeDeFiches {
  readonly nom: string;
  readonly libelle: string;
  /** Vrai pour la première fiche du groupe. */
  readonly ouvre: boolean;
}

/** Une fiche : une section à elle, donc une page à elle, et autant d’autres qu’il en faut. */
export function fiche(impression: Impression, dossier: DossierImprime, groupe: GroupeDeFiches): ContentSection {
  const { habillage, renvois } = impression;
  const ancre = ancreFiche(dossier);
  const cadres = cadresDeDecision(impression, dossier);
  const suite = (page: number) =>
    page > renvois.pageDe(ancre)
      ? `${impression.metrique.tronquer(dossier.structure.raisonSociale, 'note', 240)} (suite)`
      : null;
  return {
    pageMargins: [...MARGES.fiche],
    header: entete(habillage, suite),
    footer: pied(habillage, MARGES.fiche[3], (page) => cadres.dessinerSur(page)),
    section: [
      ...signetDeGroupe(groupe),
      tete(impression, dossier, groupe),
      identite(impression, dossier),
      ...tableauDesCollectifs(impression, dossier),
      ...budgetEtControles(impression, dossier),
      ...lectureEtDecision(impression, dossier, cadres),
    ],
  };
}

function signetDeGroupe({ nom, libelle, ouvre }: GroupeDeFiches): Content[] {
  return ouvre
    ? [
        {
          text: '',
          id: nom,
          fontSize: 1,
          lineHeight: 0.01,
          outline: true,
          outlineText: libelle,
          outlineExpanded: false,
        },
      ]
    : [];
}

function tete(impression: Impression, dossier: DossierImprime, groupe: GroupeDeFiches): Content {
  const { metrique, renvois, donnees } = impression;
  const classes = donnees.dossiers.filter(({ rang }) => rang !== null).length;
  const [rapporteur] = dossier.lecteurs;
  const rang =
    dossier.rang === null ? 'sans rang' : `rang ${ecrireRang(dossier).replace('ex.', 'ex æquo')} sur ${classes}`;
  const reperes = [
    typo(`Dossier n° ${grouperNumero(dossier.numero)}`),
    rang,
    ...(rapporteur ? [typo(`rapporteur : ${rapporteur}`)] : []),
    ...(donnees.options.allege
      ? []
      : [dossier.lecteurs.length === 0 ? 'aucune lecture' : pluriel(dossier.lecteurs.length, 'lecture')]),
  ];
  const nom = dossier.structure.raisonSociale;
  const long = metrique.lignes(nom, 'titrePage', LARGEUR_TITRE) > 2;
  return {
    columns: [
      {
        width: '*',
        stack: [
          { style: 'note', text: [reperes.join(' · '), ...retour(impression)] },
          renvois.ancrer(ancreFiche(dossier), {
            text: nom,
            style: 'titrePage',
            ...(long ? { fontSize: 12, lineHeight: 1.05 } : {}),
            margin: [0, 1, 12, 3],
            outline: true,
            outlineText: nom,
            outlineParentId: groupe.nom,
          }),
        ],
      },
      { width: CADRE_PILE.l, stack: [cadreDePile(dossier, metrique)] },
    ],
  };
}

/** De la fiche au tableau classé, ou à l’ordre du jour quand le tableau n’est pas joint. */
function retour({ plan }: Impression): Content[] {
  const [libelle, ancre] = plan.includes(ANCRES.tableau)
    ? ['tableau', ANCRES.tableau]
    : ['ordre du jour', ANCRES.ordreDuJour];
  return [' · ', { text: libelle, linkToDestination: ancre, color: COULEURS.accent }];
}

function cadreDePile({ pile }: DossierImprime, metrique: Impression['metrique']): Content {
  const mot = pile === null ? 'non étudié' : LIBELLES_PILE[pile].toLocaleLowerCase('fr');
  const { l, h } = CADRE_PILE;
  const carre = pile === null ? 0 : 11;
  const gauche = (l - carre - metrique.largeur(mot, 'tableau', true)) / 2;
  return dessin(
    h,
    [
      { type: 'rect', x: 0.4, y: 0.4, w: l - 0.8, h: h - 0.8, lineWidth: 0.8, lineColor: COULEURS.encre },
      ...(pile === null ? [] : remplir({ x: gauche, y: 16.4, l: 7.6, h: 7.6 }, MOTIFS_PILE[pile])),
    ],
    [
      { x: l / 2, y: 4, texte: 'pile proposée', caractere: 'note', ancrage: 'milieu' },
      { x: gauche + carre, y: 14.6, texte: mot, caractere: 'tableauFort' },
    ],
  );
}

function identite({ metrique, donnees }: Impression, dossier: DossierImprime): Content {
  const { structure, contacts } = dossier;
  const siret = structure.siret
    ? `Siret ${grouperSiret(structure.siret)}`
    : `Siret ${structure.siretDeclare ? `« ${structure.siretDeclare} » à vérifier` : 'non renseigné'}`;
  const insee = dossier.communeInsee ? ` (${dossier.communeInsee})` : '';
  const commune = dossier.communeNom === null ? 'commune non renseignée' : `${dossier.communeNom}${insee}`;
  const lignes: [string, (string | null | undefined)[]][] = [
    [
      'Porteur',
      [
        structure.formeJuridique,
        structure.rna && `RNA ${structure.rna}`,
        typo(siret),
        [commune, dossier.quartier].filter(Boolean).join(', '),
        dossier.qpv === true ? 'QPV' : null,
      ],
    ],
    [
      'Contact',
      [
        ...(donnees.options.allege ? [RETIRE] : []),
        contacts.representant,
        contacts.coordinateur && typo(`coordination : ${contacts.coordinateur}`),
        contacts.telephone && grouperTelephone(contacts.telephone),
        contacts.courriel,
      ],
    ],
    ['Projet', [dossier.intitule]],
  ];
  return tableau({
    sansEntete: true,
    dense: true,
    interieur: [2.2, 2],
    mesure: { metrique, largeur: LARGEUR_UTILE },
    colonnes: [
      { entete: '', largeur: 48 },
      { entete: '', largeur: '*' },
    ],
    lignes: lignes
      .map(([libelle, parties]) => ({ libelle, texte: parties.filter((partie) => !!partie).join(' · ') }))
      .filter(({ libelle, texte }) => texte !== '' || libelle === 'Contact')
      .map(({ libelle, texte }) => ({
        cellules: [{ text: libelle, color: COULEURS.gris }, texte === '' ? 'non renseigné' : texte],
      })),
  });
}
