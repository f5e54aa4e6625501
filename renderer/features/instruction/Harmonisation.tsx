import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { DossierCompare } from '../../../shared/contract/instruction.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';
import { messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { Etat } from '../../ui/Badge.tsx';
import { Carte } from '../../ui/Carte.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { RechercheGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { Onglets } from '../../ui/Onglets.tsx';
import { DetailSynthese } from './DetailSynthese.tsx';
import './lecteurs.css';

type Vue = 'a_harmoniser' | 'tous' | 'attendus';

/** Il manque encore une lecture pour comparer. */
function attend({ lecteurs }: DossierCompare): boolean {
  return lecteurs.some((l) => l.ecarte === null && l.lecture !== 'terminee');
}
const VUES: readonly (readonly [Vue, string, (d: DossierCompare) => boolean])[] = [
  ['a_harmoniser', 'À harmoniser', (d) => d.aHarmoniser],
  ['tous', 'Tous', () => true],
  ['attendus', 'Lectures attendues', attend],
];

function direEtat(dossier: DossierCompare): string {
  if (dossier.aveugle) return 'Caché';
  if (dossier.aHarmoniser) return 'À harmoniser';
  if (dossier.ecartNote === null) return 'Une lecture';
  return 'D’accord';
}

/** Sans deux lectures à comparer, personne n’est d’accord ni en désaccord. */
function direRien(dossiers: readonly DossierCompare[]): { readonly titre: string; readonly texte: string } {
  return dossiers.some((d) => !d.aveugle && d.ecartNote !== null)
    ? {
        titre: 'Rien à harmoniser',
        texte:
          'Les lecteurs sont d’accord : aucun écart de deux niveaux sur un critère, ni de quinze points sur une note.',
      }
    : {
        titre: 'Rien à comparer encore',
        texte:
          'Il faut deux lectures terminées sur un même dossier. « Lectures attendues » dit lesquelles manquent, et à qui.',
      };
}

const ETATS = {
  Caché: { ton: 'neutre', signe: 'cadenas' },
  'À harmoniser': { ton: 'att', signe: 'attention' },
  'Une lecture': { ton: 'neutre', signe: 'sablier' },
  'D’accord': { ton: 'ok', signe: 'fait' },
} as const;

const COLONNES: readonly ColonneGrille<DossierCompare>[] = [
  { code: 'numero', titre: 'N°', largeur: 82, valeur: (d) => d.numero, attenue: true },
  {
    code: 'structure',
    titre: 'Structure',
    largeurMin: 140,
    valeur: (d) => d.structure || 'Structure sans nom',
    graisse: 'm',
  },
  {
    code: 'etat',
    titre: 'État',
    largeur: 112,
    valeur: direEtat,
    rendu: (d) => {
      const etat = direEtat(d);
      const { ton, signe } = ETATS[etat as keyof typeof ETATS]; // les quatre seules phrases de direEtat
      return (
        <Etat ton={ton} signe={signe}>
          {etat}
        </Etat>
      );
    },
  },
  {
    code: 'criteres',
    titre: 'Critères',
    titreLong: 'Critères à deux niveaux d’écart ou plus, pas encore fixés',
    genre: 'entier',
    largeur: 66,
    valeur: (d) => d.criteres || null,
  },
  {
    code: 'ecart',
    titre: 'Écart',
    titreLong: 'Écart entre la plus basse et la plus haute note, en points',
    genre: 'dixiemes',
    largeur: 58,
    valeur: (d) => d.ecartNote,
    rendu: (d) =>
      d.ecartNote === null ? (
        '—'
      ) : d.ecartNoteDepasse ? (
        <b className="att">{formaterDixiemes(d.ecartNote)}</b>
      ) : (
        formaterDixiemes(d.ecartNote)
      ),
  },
  {
    code: 'note',
    titre: 'Note',
    titreLong: 'Note retenue',
    genre: 'dixiemes',
    largeur: 56,
    valeur: (d) => d.note,
    graisse: 'g',
  },
];

/** Ce qui sépare les lecteurs, dossier par dossier, à régler avant le Copil. */
export function Harmonisation({ campagneId }: { readonly campagneId: number }) {
  const { data, error } = useQuery(q.instruction.harmonisation.queryOptions({ input: { campagneId } }));
  const grille = useGrille<DossierCompare>('instruction.harmonisation');
  const [vue, setVue] = useState<Vue>('a_harmoniser');
  const [courantId, setCourantId] = useState<number | null>(null);
  const dossiers = data?.dossiers;
  const lignes = useMemo(() => {
    const garder = VUES.find(([code]) => code === vue)?.[2];
    return (dossiers ?? []).filter((d) => garder?.(d) ?? true);
  }, [dossiers, vue]);
  if (error) return <Alerte ton="al">{messageErreur(error)}</Alerte>;
  if (!data || !dossiers) return <Chargement texte="Comparaison des lectures…" />;
  if (dossiers.length === 0)
    return (
      <EtatVide
        titre="Aucun dossier n’a plusieurs lecteurs"
        icone="agents"
        actions={
          <Link href={`${chemins.instruction(campagneId)}?onglet=attributions`} className="btn">
            Attribuer des lecteurs
          </Link>
        }
      >
        Attribuez un second lecteur : les écarts entre lectures terminées viendront ici.
      </EtatVide>
    );
  const rien = direRien(dossiers);
  const courant = dossiers.find(({ id }) => id === courantId) ?? lignes[0];
  return (
    <div className="colonne remplit instr-pile">
      <div className="rangee passe">
        <Onglets
          libelle="Dossiers montrés"
          actif={vue}
          onChange={setVue}
          onglets={VUES.map(([code, libelle, garder]) => ({ code, libelle, nombre: dossiers.filter(garder).length }))}
        />
        <span className="a-droite">
          <RechercheGrille grille={grille} />
        </span>
      </div>
      {data.caches > 0 && (
        <Alerte ton="info" titre="Lecture aveugle.">
          {`${pluriel(data.caches, 'dossier')} que vous lisez ${data.caches > 1 ? 'sont cachés' : 'est caché'} tant que votre lecture n’est pas terminée.`}
        </Alerte>
      )}
      <div className="lect-harmonie">
        <Carte plein className="remplit">
          <Grille
            grille={grille}
            libelle="Dossiers à plusieurs lecteurs"
            lignes={lignes}
            colonnes={COLONNES}
            cle={(d) => d.id}
            onCourante={({ id }) => setCourantId(id)}
            totaux={(n) => pluriel(n, 'dossier')}
            vide={vue === 'a_harmoniser' ? rien.titre : 'Aucun dossier ici.'}
          />
        </Carte>
        {courant ? (
          <DetailSynthese key={courant.id} campagneId={campagneId} dossierId={courant.id} />
        ) : (
          <Carte>
            <EtatVide titre={rien.titre} icone="verifier">
              {rien.texte}
            </EtatVide>
          </Carte>
        )}
      </div>
    </div>
  );
}
