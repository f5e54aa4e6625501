import { Link, useLocation } from 'wouter';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { chemins, direAvancement, useAgent, useSession, useTravail } from '../../contexte.tsx';
import { type Action, type MenuAction, useToutesActions } from '../../ui/actions.tsx';
import { BarreDeMenus } from '../../ui/BarreDeMenus.tsx';
import { Icone } from '../../ui/Icone.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { Marque } from '../../ui/Marque.tsx';
import { type ArticleMenu, MenuDeroulant } from '../../ui/Menus.tsx';
import { ouvrirRecherche } from '../../ui/RechercheGlobale.tsx';
import { Signe } from '../../ui/Signe.tsx';

const MENUS: readonly (readonly [menu: MenuAction, titre: string])[] = [
  ['fichier', 'Fichier'],
  ['edition', 'Édition'],
  ['affichage', 'Affichage'],
  ['aller', 'Aller à'],
  ['aide', 'Aide'],
];

function articles(actions: readonly Action[], menu: MenuAction): ArticleMenu[] {
  const siennes = actions
    .filter((action) => action.menu === menu)
    .toSorted((a, b) => (a.groupe ?? 50) - (b.groupe ?? 50));
  return siennes.map(({ code, libelle, icone, raccourci, disponible, coche, groupe, executer }, rang) => ({
    code,
    libelle,
    icone,
    raccourci,
    coche,
    inactif: disponible === false,
    trait: rang > 0 && (siennes[rang - 1]?.groupe ?? 50) !== (groupe ?? 50),
    executer,
  }));
}

function Temoin() {
  const travail = useTravail();
  const { derniereSauvegarde } = useSession();
  if (travail)
    return (
      <output className="haut-temoin">
        <span className="tourne" aria-hidden />
        {travail.message}
        {` ${direAvancement(travail)}`}
      </output>
    );
  if (derniereSauvegarde === null) return null;
  return (
    <span className="haut-temoin">
      <Signe nom="fait" className="ok" />
      {`Sauvegarde du ${formaterInstant(derniereSauvegarde)}`}
    </span>
  );
}

function ChoixCampagne({ campagneId }: { readonly campagneId: number }) {
  const { campagnes } = useSession();
  const [chemin, aller] = useLocation();
  const courante = campagnes.find(({ id }) => id === campagneId);
  // La même page dans l’autre campagne ; d’un dossier, on revient à la liste.
  const page = /^\/c\/\d+\/([a-z-]+)/.exec(chemin)?.[1] ?? 'tableau-de-bord';
  return (
    <MenuDeroulant
      cible={
        <button type="button" className="haut-campagne">
          <span className="encre3">Campagne</span>
          <b>{courante?.anneeScolaire}</b>
          <Icone nom="bas" taille={13} />
        </button>
      }
      articles={[
        ...campagnes.map(({ id, anneeScolaire, dossiers }) => ({
          code: String(id),
          libelle: `${anneeScolaire} · ${formaterEntier(dossiers)} dossier${dossiers < 2 ? '' : 's'}`,
          coche: id === campagneId,
          executer: () => aller(`/c/${id}/${page}`),
        })),
        {
          code: 'nouvelle',
          libelle: 'Nouvelle campagne…',
          trait: true,
          executer: () => aller(chemins.nouvelleCampagne),
        },
      ]}
    />
  );
}

interface Props {
  readonly campagneId: number | null;
  readonly changerAgent: () => void;
}

/** La barre haute : marque, menus, campagne, recherche, témoin, agent. */
export function BarreHaute({ campagneId, changerAgent }: Props) {
  const actions = useToutesActions();
  const { prenom, nom } = useAgent();
  const menus = MENUS.map(([menu, titre]) => ({ titre, articles: articles(actions, menu) }));
  return (
    <header className="haut">
      <Link href={campagneId === null ? '/' : chemins.tableauDeBord(campagneId)} className="haut-marque">
        <Marque />
      </Link>
      <BarreDeMenus menus={menus} libelle="Menus de l’application" />
      {campagneId !== null && <ChoixCampagne campagneId={campagneId} />}
      <button type="button" className="haut-recherche" onClick={ouvrirRecherche}>
        <Icone nom="chercher" taille={14} />
        <span className="elide">Structure, dossier, action…</span>
        <Kbd touches="Ctrl+K" />
      </button>
      <Temoin />
      <MenuDeroulant
        aligne="droite"
        cible={
          <button type="button" className="haut-agent">
            <span className="invisible">Agent :</span>
            <span className="avatar" aria-hidden>{`${prenom.charAt(0)}${nom.charAt(0)}`}</span>
            <span className="elide">{`${prenom.charAt(0)}. ${nom}`}</span>
          </button>
        }
        articles={[
          {
            code: 'changer',
            libelle: 'Changer d’agent…',
            icone: 'agent',
            raccourci: 'Ctrl+Maj+A',
            executer: changerAgent,
          },
        ]}
      />
    </header>
  );
}
