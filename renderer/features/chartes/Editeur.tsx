import { useSearchParams } from 'wouter';
import type { Charte } from '../../../shared/domaine/charte.ts';
import type { ConstatDeCharte } from '../../../shared/domaine/controler-charte.ts';
import {
  ajouterAxe,
  ajouterCondition,
  ajouterCritere,
  changerDAxe,
  deplacer,
  type Geste,
  retirer,
  viser,
} from '../../../shared/domaine/modifier-charte.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { type Action, BoutonAction, useActions } from '../../ui/actions.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { confirmer } from '../../ui/Dialogue.tsx';
import { PanneauGeneral } from './PanneauGeneral.tsx';
import { PanneauAxe, PanneauCondition, PanneauCritere } from './panneaux.tsx';
import { objetDe, Sommaire } from './Sommaire.tsx';
import type { GestesDeBrouillon } from './use-brouillon.ts';

interface Props {
  readonly charte: Charte;
  readonly constats: readonly ConstatDeCharte[];
  readonly changer: GestesDeBrouillon['changer'];
}

function titreDe(charte: Charte, chemin: string): string {
  const cible = viser(charte, chemin);
  if (cible.objet === 'charte') return 'Généralités';
  if (cible.objet === 'condition') return `Condition ${cible.rang + 1} sur ${charte.conditions.length}`;
  if (cible.objet === 'axe') return `Axe ${cible.rang + 1} sur ${charte.axes.length}`;
  return `Critère ${cible.rang + 1} sur ${cible.axe.criteres.length} · ${cible.axe.libelle || cible.axe.code}`;
}

/** Le brouillon : son sommaire à gauche, ce qu’on y a choisi à droite. */
export function Editeur({ charte, constats, changer }: Props) {
  const [recherche, setRecherche] = useSearchParams();
  const voulu = recherche.get('ou') ?? '';
  const cible = viser(charte, voulu);
  // Le chemin de l’adresse a pu disparaître : on montre ce qui existe.
  const chemin = cible.objet === 'charte' ? '' : cible.objet === 'axe' ? `axes.${cible.rang}` : voulu;

  function aller(ou: string): void {
    setRecherche(ou === '' ? {} : { ou }, { replace: true });
  }

  /** Fait un geste sur la dernière version du brouillon, puis suit l’objet là où il est. */
  function faire(nom: string, geste: (charte: Charte) => Geste | null): void {
    let suite: string | null = null;
    changer(nom, (avant) => {
      const fait = geste(avant);
      suite = fait?.chemin ?? null;
      return fait?.charte ?? avant;
    });
    if (suite !== null) aller(suite);
  }

  async function retirerIci(): Promise<void> {
    const criteres = cible.objet === 'axe' ? cible.axe.criteres.length : 0;
    const objet = { charte: '', condition: 'cette condition', axe: 'cet axe', critere: 'ce critère' }[cible.objet];
    const oui = await confirmer({
      titre: `Retirer ${objet}\u00a0?`,
      texte:
        criteres === 0
          ? 'Le journal garde ce qui est retiré.'
          : `Ses ${criteres} critères partent avec lui. Le journal garde ce qui est retiré.`,
      action: 'Retirer',
      danger: true,
    });
    if (oui) faire(`Retrait de ${objet}`, (c) => retirer(c, chemin));
  }

  const actions: readonly Action[] = [
    {
      code: 'charte.monter',
      libelle: 'Monter',
      menu: 'edition',
      groupe: 30,
      icone: 'haut',
      raccourci: 'Alt+Haut',
      disponible: deplacer(charte, chemin, -1) !== null,
      executer: () => faire('Ordre', (c) => deplacer(c, chemin, -1)),
    },
    {
      code: 'charte.descendre',
      libelle: 'Descendre',
      menu: 'edition',
      groupe: 30,
      icone: 'bas',
      raccourci: 'Alt+Bas',
      disponible: deplacer(charte, chemin, 1) !== null,
      executer: () => faire('Ordre', (c) => deplacer(c, chemin, 1)),
    },
    {
      code: 'charte.retirer',
      libelle: 'Retirer',
      menu: 'edition',
      groupe: 30,
      icone: 'supprimer',
      disponible: cible.objet !== 'charte',
      executer: () => void retirerIci(),
    },
  ];
  useActions(actions);
  const panneau = { charte, chemin, constats, changer };
  const avis = chemin === '' ? [] : constats.filter((c) => c.gravite === 'avis' && objetDe(c.chemin) === chemin);
  return (
    <div className="charte-editeur">
      <Carte plein className="charte-gauche">
        <Sommaire
          charte={charte}
          constats={constats}
          chemin={chemin}
          onAller={aller}
          onAjouterCondition={() => faire('Condition ajoutée', ajouterCondition)}
          onAjouterAxe={() => faire('Axe ajouté', ajouterAxe)}
        />
      </Carte>
      <Carte
        plein
        titre={titreDe(charte, chemin)}
        actions={
          cible.objet !== 'charte' &&
          actions.map((action) => <BoutonAction key={action.code} action={action} genre="discret" />)
        }
      >
        {/* La clé : passer d’un objet à l’autre remonte ses champs au lieu d’en mélanger les brouillons. */}
        <Defile libelle="Ce que l’on écrit" className="colonne interieur" key={chemin}>
          {cible.objet === 'charte' && <PanneauGeneral {...panneau} onAller={aller} />}
          {cible.objet === 'condition' && (
            <PanneauCondition {...panneau} rang={cible.rang} condition={cible.condition} />
          )}
          {cible.objet === 'axe' && (
            <PanneauAxe
              {...panneau}
              rang={cible.rang}
              axe={cible.axe}
              onAller={aller}
              onAjouterCritere={() => faire('Critère ajouté', (c) => ajouterCritere(c, cible.rang))}
            />
          )}
          {cible.objet === 'critere' && (
            <PanneauCritere
              {...panneau}
              rangAxe={cible.rangAxe}
              axe={cible.axe}
              rang={cible.rang}
              critere={cible.critere}
              onChangerDAxe={(axe) => faire('Axe du critère', (c) => changerDAxe(c, chemin, axe))}
            />
          )}
          {avis.length > 0 && (
            <Alerte ton="att" titre="À relire.">
              {avis.map(({ message }) => message).join(' ')}
            </Alerte>
          )}
        </Defile>
      </Carte>
    </div>
  );
}
