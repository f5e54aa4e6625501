import type { Content, ContentSection } from 'pdfmake/interfaces.js';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { LIBELLES_NIVEAU_SCOLAIRE, LIBELLES_PILE, pluriel } from '../../../shared/domaine/libelles.ts';
import { dessin, remplir } from './dessins.ts';
import { MOTIFS_PILE } from './dossier-de-seance/synthese.ts';
import { ecrireRang } from './dossier-de-seance/tableau-classe.ts';
import { conditions, criteres } from './fiche-instruction-criteres.ts';
import type { DonneesFiches, FicheInstruction } from './fiche-instruction-donnees.ts';
import { notesEtAnnees } from './fiche-instruction-notes.ts';
import type { Metrique } from './metrique.ts';
import { entete, type Habillage, pied } from './page.ts';
import type { Renvois } from './renvois.ts';
import { COULEURS, LARGEUR_UTILE, MARGES } from './style.ts';
import { tableau } from './tableaux.ts';
import { grouperNumero, grouperSiret, grouperTelephone, typo } from './typographie.ts';

const CADRE = { l: 82, h: 30 } as const;

/** Ce que reçoit chaque partie d’une fiche. */
export interface FicheAImprimer {
  readonly donnees: DonneesFiches;
  readonly fiche: FicheInstruction;
  readonly metrique: Metrique;
  readonly renvois: Renvois;
  readonly habillage: Habillage;
  /** Signet parent ; null pour une fiche seule. */
  readonly parent: string | null;
}

export function ancreFiche({ dossier }: FicheInstruction): string {
  return `instruction-${dossier.id}`;
}

/** Une fiche d’instruction : identité, notes, pile et ce qu’il faudrait, conditions, critères, commentaires. */
export function ficheInstruction(sources: FicheAImprimer): ContentSection {
  const { habillage, renvois, fiche, metrique } = sources;
  const ancre = ancreFiche(fiche);
  const suite = (page: number) =>
    page > renvois.pageDe(ancre)
      ? `${metrique.tronquer(fiche.dossier.structure.raisonSociale, 'note', 240)} (suite)`
      : null;
  return {
    pageMargins: [...MARGES.fiche],
    header: entete(habillage, suite),
    footer: pied(habillage, MARGES.fiche[3]),
    section: [
      tete(sources),
      identite(sources),
      ...(fiche.montre ? [notesEtAnnees(sources), pileEtBesoin(sources)] : [notesCachees()]),
      conditions(sources),
      ...criteres(sources),
      ...commentaires(sources),
    ],
  };
}

function notesCachees(): Content {
  return {
    text: 'Notes cachées : la lecture se fait à l’aveugle jusqu’à ce que vous ayez terminé la vôtre.',
    style: 'texteFort',
    margin: [0, 9, 0, 0],
  };
}

function tete({ fiche, donnees, renvois, parent, metrique }: FicheAImprimer): Content {
  const { dossier, lectures } = fiche;
  const rang =
    dossier.rang === null
      ? 'sans rang'
      : `rang ${ecrireRang(dossier).replace('ex.', 'ex æquo')} sur ${donnees.classes}`;
  const lecteurs = lectures.map(({ agent, etat }) => (etat === 'terminee' ? agent : `${agent} (en cours)`));
  const reperes = [
    typo(`Dossier n° ${grouperNumero(dossier.numero)}`),
    rang,
    lecteurs.length === 0 ? 'aucune lecture' : `lu par ${lecteurs.join(', ')}`,
  ];
  const nom = dossier.structure.raisonSociale;
  const long = metrique.lignes(nom, 'titrePage', LARGEUR_UTILE - CADRE.l - 16) > 2;
  return {
    columns: [
      {
        width: '*',
        stack: [
          { text: reperes.join(' · '), style: 'note' },
          renvois.ancrer(ancreFiche(fiche), {
            text: nom,
            style: 'titrePage',
            ...(long ? { fontSize: 12, lineHeight: 1.05 } : {}),
            margin: [0, 1, 12, 3],
            outline: true,
            outlineText: nom,
            ...(parent === null ? {} : { outlineParentId: parent }),
          }),
        ],
      },
      { width: CADRE.l, stack: [cadreDePile(fiche, metrique)] },
    ],
  };
}

function cadreDePile({ dossier: { pile }, montre }: FicheInstruction, metrique: Metrique): Content {
  const mot = !montre ? 'cachée' : pile === null ? 'non étudié' : LIBELLES_PILE[pile].toLocaleLowerCase('fr');
  const { l, h } = CADRE;
  const avecMotif = montre && pile !== null;
  const carre = avecMotif ? 11 : 0;
  const gauche = (l - carre - metrique.largeur(mot, 'tableau', true)) / 2;
  return dessin(
    h,
    [
      { type: 'rect', x: 0.4, y: 0.4, w: l - 0.8, h: h - 0.8, lineWidth: 0.8, lineColor: COULEURS.encre },
      ...(avecMotif ? remplir({ x: gauche, y: 16.4, l: 7.6, h: 7.6 }, MOTIFS_PILE[pile]) : []),
    ],
    [
      { x: l / 2, y: 4, texte: 'pile proposée', caractere: 'note', ancrage: 'milieu' },
      { x: gauche + carre, y: 14.6, texte: mot, caractere: 'tableauFort' },
    ],
  );
}

function identite({ fiche: { dossier }, metrique }: FicheAImprimer): Content {
  const { structure, contacts } = dossier;
  const siret = structure.siret
    ? `Siret ${grouperSiret(structure.siret)}`
    : `Siret ${structure.siretDeclare ? `« ${structure.siretDeclare} » à vérifier` : 'non renseigné'}`;
  const niveaux = dossier.niveaux.map(
    ({ niveau, nombre }) =>
      `${nombre} ${niveau === null ? 'sans niveau dit' : LIBELLES_NIVEAU_SCOLAIRE[niveau].toLocaleLowerCase('fr')}`,
  );
  const lignes: [string, (string | null | undefined)[]][] = [
    [
      'Porteur',
      [
        structure.formeJuridique,
        typo(siret),
        [dossier.communeNom ?? 'commune non renseignée', dossier.quartier].filter(Boolean).join(', '),
        dossier.territoire,
        dossier.qpv === true ? 'QPV' : null,
      ],
    ],
    [
      'Contact',
      [
        contacts.representant,
        contacts.coordinateur && typo(`coordination : ${contacts.coordinateur}`),
        contacts.telephone && grouperTelephone(contacts.telephone),
        contacts.courriel,
      ],
    ],
    [
      'Action',
      [
        dossier.intitule,
        `${pluriel(dossier.collectifs, 'collectif')} (${niveaux.join(', ') || 'niveau non renseigné'})`,
        pluriel(dossier.effectif, 'enfant'),
        dossier.deposeLe === null ? null : `déposé le ${formaterDate(dossier.deposeLe.slice(0, 10))}`,
      ],
    ],
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
    lignes: lignes.map(([libelle, parties]) => ({
      cellules: [
        { text: libelle, color: COULEURS.gris },
        parties.filter((partie) => !!partie).join(' · ') || 'non renseigné',
      ],
    })),
  });
}

function pileEtBesoin({ fiche: { dossier, besoin } }: FicheAImprimer): Content {
  // Ce qu’il faudrait se dit en phrases plus longues que les raisons.
  const raisons = (LARGEUR_UTILE - 14) * 0.38;
  return {
    margin: [0, 8, 0, 0],
    columnGap: 14,
    columns: [
      {
        width: raisons,
        stack: [
          { text: 'Pourquoi cette pile', style: 'titreBloc', margin: [0, 0, 0, 2.5] },
          { ul: dossier.raisons.map((raison) => ({ text: typo(raison) })), style: 'texteFiche' },
        ],
      },
      {
        width: '*',
        stack: [
          { text: typo('Que faudrait-il ?'), style: 'titreBloc', margin: [0, 0, 0, 2.5] },
          {
            ul: besoin.map(({ texte, detail }) => ({
              text: [typo(texte), ...(detail === null ? [] : [{ text: typo(` – ${detail}`), color: COULEURS.gris }])],
            })),
            style: 'texteFiche',
          },
        ],
      },
    ],
  };
}

function commentaires({ fiche: { lectures } }: FicheAImprimer): Content[] {
  const ecrits = lectures.filter(({ commentaire }) => commentaire.trim() !== '');
  if (ecrits.length === 0) return [];
  return [
    { text: 'Commentaires des lecteurs', style: 'titreBloc', margin: [0, 9, 0, 2.5] },
    ...ecrits.map(
      ({ agent, commentaire }): Content => ({
        style: 'texteFiche',
        margin: [0, 0, 0, 3],
        text: [{ text: typo(`${agent} : `), bold: true }, typo(commentaire.trim())],
      }),
    ),
  ];
}
