import { Link } from 'wouter';
import type { ResumeCharte } from '../../../shared/contract/chartes.ts';
import { dateDe, formaterDate } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { chemins } from '../../contexte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { type ArticleMenu, MenuDeroulant } from '../../ui/Menus.tsx';
import type { ColonneTableau } from '../../ui/Tableau.tsx';
import { direVersion, type GestesDeCharte } from './actions-charte.ts';
import { BadgeModele, EtatDeCharte } from './EtatDeCharte.tsx';

function dater({ etat, modifieeLe, publieeLe, archiveeLe }: ResumeCharte): string {
  const instant = { brouillon: modifieeLe, publiee: publieeLe, archivee: archiveeLe }[etat];
  const verbe = { brouillon: 'modifiée', publiee: 'publiée', archivee: 'archivée' }[etat];
  return instant === null ? '' : `${verbe} le ${formaterDate(dateDe(instant))}`;
}

function articles(charte: ResumeCharte, gestes: GestesDeCharte, aller: (ou: string) => void): ArticleMenu[] {
  const { id, etat } = charte;
  return [
    {
      code: 'version',
      libelle: 'Nouvelle version',
      icone: 'copier',
      executer: () => void gestes.nouvelleVersion(id),
    },
    {
      code: 'comparer',
      libelle: 'Comparer avec une autre version',
      icone: 'trier',
      executer: () => aller(chemins.comparerChartes(charte.issueDe?.id ?? id, id)),
    },
    { code: 'pdf', libelle: 'Imprimer (PDF)', icone: 'imprimer', executer: () => gestes.imprimer(id) },
    { code: 'json', libelle: 'Exporter (JSON)', icone: 'telecharger', executer: () => void gestes.exporter(id) },
    ...(etat === 'publiee'
      ? [
          {
            code: 'archiver',
            libelle: 'Archiver',
            icone: 'cadenas' as const,
            trait: true,
            executer: () => void gestes.archiver(charte),
          },
        ]
      : []),
    ...(etat === 'brouillon'
      ? [
          {
            code: 'supprimer',
            libelle: 'Supprimer ce brouillon',
            icone: 'supprimer' as const,
            danger: true,
            trait: true,
            executer: () => void gestes.supprimer(charte),
          },
        ]
      : []),
  ];
}

/** Une version par ligne : où elle en est, ce qu’elle contient, à quoi elle sert, ce qu’on peut en faire. */
export function colonnesChartes(
  gestes: GestesDeCharte,
  aller: (ou: string) => void,
): readonly ColonneTableau<ResumeCharte>[] {
  return [
    {
      code: 'nom',
      titre: 'Charte',
      passe: true,
      rendu: (charte) => (
        <span className="rangee passe">
          <Link href={chemins.charte(charte.id)} className="lien">
            {charte.nom || 'Sans nom'}
          </Link>
          {charte.modele && <BadgeModele />}
        </span>
      ),
    },
    { code: 'version', titre: 'Version', nombre: true, largeur: '66px', rendu: ({ version }) => version },
    {
      code: 'etat',
      titre: 'État',
      largeur: '210px',
      rendu: (charte) => (
        <span className="rangee serree passe">
          <EtatDeCharte etat={charte.etat} />
          {charte.defauts > 0 && <span className="att t12">{pluriel(charte.defauts, 'défaut')}</span>}
        </span>
      ),
    },
    {
      code: 'date',
      titre: 'Date',
      largeur: '160px',
      rendu: (charte) => <span className="encre2 t12">{dater(charte)}</span>,
    },
    {
      code: 'contenu',
      titre: 'Contenu',
      largeur: '250px',
      rendu: ({ conditions, axes, criteres }) => (
        <span className="encre2 t12">
          {[pluriel(conditions, 'condition'), pluriel(axes, 'axe'), pluriel(criteres, 'critère')].join(', ')}
        </span>
      ),
    },
    {
      code: 'usage',
      titre: 'Sert à',
      largeur: '190px',
      passe: true,
      rendu: ({ campagnes, lectures }) => (
        <span className="t12">
          {[
            ...campagnes.map(({ anneeScolaire }) => anneeScolaire),
            ...(lectures > 0 ? [pluriel(lectures, 'lecture')] : []),
          ].join(' · ') || <span className="encre3">rien encore</span>}
        </span>
      ),
    },
    {
      code: 'gestes',
      titre: <span className="invisible">Actions</span>,
      largeur: '64px',
      passe: true,
      rendu: (charte) => (
        <MenuDeroulant
          aligne="droite"
          largeur={270}
          cible={
            <Bouton genre="discret" taille="petite" icone="points" libelleSeul={`Actions sur ${direVersion(charte)}`} />
          }
          articles={articles(charte, gestes, aller)}
        />
      ),
    },
  ];
}
