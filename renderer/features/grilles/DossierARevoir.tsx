import type { ChangementGrille, DossierRepris } from '../../../shared/contract/grilles.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';
import { Badge, Cellule, type Ton } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Segments } from '../../ui/Niveaux.tsx';
import type { NomSigne } from '../../ui/Signe.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';

const ETATS: Readonly<Record<DossierRepris['etat'], { ton: Ton; signe: NomSigne; libelle: string }>> = {
  a_reprendre: { ton: 'ok', signe: 'fait', libelle: 'À reprendre' },
  inchange: { ton: 'neutre', signe: 'vide', libelle: 'Inchangé' },
  a_decider: { ton: 'att', signe: 'attention', libelle: 'À décider' },
  ecarte: { ton: 'al', signe: 'refus', libelle: 'Écarté' },
};

interface Props {
  readonly dossier: DossierRepris;
  readonly prises: ReadonlySet<string>;
  readonly onPrendre: (cles: readonly string[], oui: boolean) => void;
}

function note(dixiemes: number | null): string {
  return dixiemes === null ? '—' : formaterDixiemes(dixiemes);
}

function colonnesDe({ prises, onPrendre }: Props, avecChoix: boolean): readonly ColonneTableau<ChangementGrille>[] {
  return [
    { code: 'quoi', titre: 'Critère ou condition', largeur: '26%', passe: true, rendu: (c) => c.libelle },
    { code: 'avant', titre: 'En base', passe: true, rendu: (c) => <span className="encre2">{c.avant}</span> },
    { code: 'apres', titre: 'Dans la grille', passe: true, rendu: (c) => <span className="g5">{c.apres}</span> },
    {
      code: 'cellule',
      titre: 'Cellule',
      largeur: '76px',
      rendu: (c) => (
        <span title={`${c.fichier} ${c.cellule}`}>
          <Cellule adresse={c.cellule.split('!').at(-1) ?? ''} />
        </span>
      ),
    },
    ...(avecChoix
      ? [
          {
            code: 'choix',
            titre: 'Décision',
            largeur: '250px',
            rendu: (c: ChangementGrille) =>
              c.aDecider ? (
                <Segments<'base' | 'grille'>
                  libelle={`Décision : ${c.libelle}`}
                  choix={[
                    { valeur: 'base', libelle: 'Garder la base' },
                    { valeur: 'grille', libelle: 'Prendre la grille' },
                  ]}
                  valeur={prises.has(c.cle) ? 'grille' : 'base'}
                  onChange={(valeur) => onPrendre([c.cle], valeur === 'grille')}
                />
              ) : (
                'reprise'
              ),
          },
        ]
      : []),
  ];
}

/** Un dossier de la grille : ce qui change, et les choix là où la base a changé aussi. */
export function DossierARevoir(props: Props) {
  const { dossier, onPrendre } = props;
  const { ton, signe, libelle } = ETATS[dossier.etat];
  const aDecider = dossier.changements.filter((c) => c.aDecider).map((c) => c.cle);
  const combien = pluriel(dossier.changements.length, 'changement');
  const tete = (
    <>
      <Badge ton={ton} signe={signe}>
        {libelle}
      </Badge>
      <span className="encre2">{`n° ${dossier.numero}`}</span>
      <span className="g5 grilles-structure">{dossier.structure || 'Structure sans nom'}</span>
      <span className="a-droite encre2">
        {dossier.etat === 'ecarte'
          ? 'rien n’en sera repris'
          : dossier.etat === 'a_decider'
            ? `${combien} · note en base ${note(dossier.noteAvant)}`
            : `${combien} · note ${note(dossier.noteAvant)} → ${note(dossier.noteApres)}`}
      </span>
    </>
  );
  // Ses anomalies sont dites plus haut : il n’y a rien à ouvrir.
  if (dossier.etat === 'ecarte') return <div className="grilles-dossier grilles-ecarte">{tete}</div>;
  return (
    <details className="grilles-dossier" open={dossier.etat === 'a_decider'}>
      <summary>{tete}</summary>
      {dossier.raison !== null && (
        <div className="rangee passe grilles-raison">
          <span>{dossier.raison}</span>
          {aDecider.length > 0 && (
            <span className="rangee serree a-droite">
              <Bouton taille="petite" onClick={() => onPrendre(aDecider, false)}>
                Tout garder
              </Bouton>
              <Bouton taille="petite" onClick={() => onPrendre(aDecider, true)}>
                Tout prendre
              </Bouton>
            </span>
          )}
        </div>
      )}
      {dossier.changements.length > 0 && (
        <Tableau
          libelle={`Changements du dossier ${dossier.numero}`}
          colonnes={colonnesDe(props, aDecider.length > 0)}
          lignes={dossier.changements}
          cle={(c) => c.cle}
        />
      )}
    </details>
  );
}
