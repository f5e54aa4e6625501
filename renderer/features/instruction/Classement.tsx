import { useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { LigneDossier } from '../../../shared/contract/dossiers.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';
import { chemins } from '../../contexte.tsx';
import { EtatVide } from '../../ui/Alerte.tsx';
import { ASPECTS_PILE, BadgePile } from '../../ui/Badge.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Defile } from '../../ui/Defile.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille, VuesGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { Jauge } from '../../ui/Jauge.tsx';
import { Signe } from '../../ui/Signe.tsx';

/** « 4 », « 4 ex æquo », ou pourquoi il n’y a pas de rang. */
function ecrireRang({ rang, note }: LigneDossier): string {
  if (rang !== null) return rang.exAequo ? `${rang.rang} ex æquo` : String(rang.rang);
  return note.dixiemes === null ? 'sans note' : 'partielle';
}

function colonnesDe(dossiers: readonly LigneDossier[]): readonly ColonneGrille<LigneDossier>[] {
  const axes = dossiers[0]?.note.axes ?? [];
  return [
    {
      code: 'rang',
      titre: 'Rang',
      genre: 'entier',
      largeur: 84,
      // Sans rang : en fin de liste, après les mieux classés.
      valeur: ({ rang }) => rang?.rang ?? null,
      rendu: ecrireRang,
      tri: 'asc',
      figee: true,
    },
    {
      code: 'structure',
      titre: 'Structure',
      largeurMin: 150,
      valeur: (l) => l.structure.raisonSociale || 'Structure sans nom',
      graisse: 'm',
    },
    { code: 'commune', titre: 'Commune', largeur: 120, valeur: (l) => l.communeNom },
    { code: 'note', titre: 'Note', genre: 'dixiemes', largeur: 58, valeur: (l) => l.note.dixiemes, graisse: 'g' },
    ...axes.map(
      ({ code, abrege, libelle, poids, seuil }): ColonneGrille<LigneDossier> => ({
        code: `axe.${code}`,
        titre: abrege,
        titreLong: `${libelle} (poids ${poids}, seuil ${seuil})`,
        genre: 'dixiemes',
        largeur: 56,
        valeur: (l) => l.note.axes.find((axe) => axe.code === code)?.dixiemes ?? null,
        rendu: (l) => {
          const axe = l.note.axes.find((un) => un.code === code);
          if (!axe || axe.dixiemes === null) return '—';
          const note = formaterDixiemes(axe.dixiemes);
          return axe.sousSeuil ? <strong className="al" title="Sous le seuil">{`↓ ${note}`}</strong> : note;
        },
      }),
    ),
    {
      code: 'pile',
      titre: 'Pile proposée',
      largeur: 118,
      valeur: ({ pile }) => (pile === null ? 'Sans note' : ASPECTS_PILE[pile].libelle),
      rendu: ({ pile }) => <BadgePile pile={pile} />,
    },
    { code: 'raisons', titre: 'Raisons', largeurMin: 200, valeur: (l) => l.raisons.join(' ; '), cachee: true },
    { code: 'numero', titre: 'N°', largeur: 92, valeur: (l) => l.numero, cachee: true },
    { code: 'territoire', titre: 'Territoire', largeur: 130, valeur: (l) => l.territoire, cachee: true },
    { code: 'droit', titre: 'Droit €', genre: 'montant', largeur: 96, valeur: (l) => l.droitCentimes, cachee: true },
    { code: 'lecteurs', titre: 'Lecteurs', largeur: 130, valeur: (l) => l.lecteurs.join(', '), cachee: true },
  ];
}

function Detail({ campagneId, dossier }: { readonly campagneId: number; readonly dossier: LigneDossier }) {
  const { note, pile, raisons, structure } = dossier;
  const favorable = pile === 'favorable';
  return (
    <Carte
      titre={structure.raisonSociale || 'Structure sans nom'}
      actions={<BadgePile pile={pile} />}
      pied={
        <>
          <Link href={chemins.lecture(campagneId, dossier.id)} className="lien">
            Ouvrir ma lecture
          </Link>
          <Link href={chemins.dossier(campagneId, dossier.id)} className="lien a-droite">
            Voir le dossier
          </Link>
        </>
      }
    >
      <Defile libelle={`Note et raisons de ${structure.raisonSociale}`} className="colonne instr-detail-rang">
        <div className="rangee instr-rang">
          <span className="t28 g6">{note.dixiemes === null ? '—' : formaterDixiemes(note.dixiemes)}</span>
          <span className="encre2">sur 100</span>
          <span className="a-droite encre2">
            {dossier.rang === null ? ecrireRang(dossier) : `rang ${ecrireRang(dossier)}`}
          </span>
        </div>
        <div className="instr-axes-liste">
          {note.axes.map(({ code, libelle, dixiemes, seuil, sousSeuil }) => (
            <div key={code}>
              <span>{libelle}</span>
              <Jauge
                valeur={(dixiemes ?? 0) / 10}
                seuil={seuil}
                ton={sousSeuil ? 'att' : 'accent'}
                libelle={`${libelle}, seuil ${seuil}`}
              />
              <b className="droite g6">{dixiemes === null ? '—' : formaterDixiemes(dixiemes)}</b>
            </div>
          ))}
        </div>
        <h2>{favorable ? 'Pourquoi cette proposition' : 'Ce qui est en question'}</h2>
        <ul className="instr-raisons">
          {raisons.map((raison) => (
            <li key={raison}>
              <Signe nom={favorable ? 'fait' : 'attention'} className={favorable ? 'ok' : 'att'} />
              <span>{raison}</span>
            </li>
          ))}
        </ul>
        <p className="encre3 t12">Proposition du logiciel : le Copil décide.</p>
      </Defile>
    </Carte>
  );
}

interface Props {
  readonly campagneId: number;
  readonly dossiers: readonly LigneDossier[];
}

/** Tous les dossiers par rang : notes, axes, pile proposée, et les raisons en toutes lettres. */
export function Classement({ campagneId, dossiers }: Props) {
  const [, aller] = useLocation();
  const grille = useGrille<LigneDossier>('instruction.classement');
  const colonnes = useMemo(() => colonnesDe(dossiers), [dossiers]);
  const [courantId, setCourantId] = useState<number | null>(null);
  const premier = dossiers.find(({ rang }) => rang?.rang === 1) ?? dossiers[0];
  const courant = dossiers.find(({ id }) => id === courantId) ?? premier;
  if (!courant) return <EtatVide titre="Aucun dossier à classer" />;
  const classes = dossiers.filter(({ rang }) => rang !== null).length;
  return (
    <div className="colonne remplit instr-pile">
      <div className="rangee passe">
        <RechercheGrille grille={grille} />
        <span className="encre2 t12">
          {`${pluriel(classes, 'dossier classé', 'dossiers classés')} sur ${dossiers.length} ; une note partielle n’a pas de rang.`}
        </span>
        <span className="rangee serree a-droite">
          <ColonnesGrille grille={grille} />
          <VuesGrille grille={grille} />
        </span>
      </div>
      <div className="instr-classement">
        <Carte plein className="remplit">
          <Grille
            grille={grille}
            libelle="Classement des dossiers"
            lignes={dossiers}
            colonnes={colonnes}
            cle={(ligne) => ligne.id}
            onCourante={(ligne) => setCourantId(ligne.id)}
            onOuvrir={(ligne) => aller(chemins.lecture(campagneId, ligne.id))}
            vide="Aucun dossier ne répond à ce filtre."
          />
        </Carte>
        <Detail campagneId={campagneId} dossier={courant} />
      </div>
    </div>
  );
}
