import { type ReactNode, useMemo, useState } from 'react';
import type { AnomalieImport, Apercu } from '../../../shared/contract/imports.ts';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { BadgeAnomalie, Cellule } from '../../ui/Badge.tsx';
import { Carte } from '../../ui/Carte.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { RechercheGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { Signe } from '../../ui/Signe.tsx';
import { AdresseCourte } from './AdresseCourte.tsx';
import { BoutonRejets } from './BoutonRejets.tsx';
import { couperMessage } from './libelles-import.ts';

interface Ligne extends AnomalieImport {
  readonly cle: string;
}

function adresse({ feuille, cellule }: AnomalieImport): string {
  return [feuille, cellule].filter((part) => part !== null).join('!');
}

function Long({ texte, bulle }: { readonly texte: string; readonly bulle: string }) {
  return (
    <span className="elide" title={bulle}>
      {texte}
    </span>
  );
}

const COLONNES: readonly ColonneGrille<Ligne>[] = [
  {
    code: 'gravite',
    titre: 'Gravité',
    largeur: 98,
    valeur: ({ bloquante }) => (bloquante ? 'Bloquante' : 'À vérifier'),
    rendu: ({ bloquante }) => <BadgeAnomalie bloquante={bloquante} />,
  },
  {
    code: 'cellule',
    titre: 'Cellule',
    largeur: 118,
    valeur: adresse,
    rendu: (ligne) => adresse(ligne) !== '' && <AdresseCourte adresse={adresse(ligne)} />,
  },
  {
    code: 'numero',
    titre: 'N°',
    titreLong: 'Numéro du dossier',
    largeur: 76,
    cachee: true,
    valeur: (l) => l.numeroDossier,
    attenue: true,
  },
  {
    code: 'fichier',
    titre: 'Fichier',
    largeur: 140,
    cachee: true,
    valeur: (l) => l.fichier,
    attenue: true,
  },
  {
    code: 'constat',
    titre: 'Constat',
    valeur: ({ message }) => couperMessage(message).constat,
    largeurMin: 170,
    rendu: ({ message }) => <Long texte={couperMessage(message).constat} bulle={message} />,
  },
  {
    code: 'valeur',
    titre: 'Valeur lue',
    largeur: 92,
    valeur: ({ valeur }) => valeur,
    graisse: 'm',
    rendu: ({ valeur }) =>
      valeur === '' ? <span className="encre3">(vide)</span> : <Long texte={valeur} bulle={valeur} />,
  },
  {
    code: 'suite',
    titre: 'Suite',
    valeur: ({ message }) => couperMessage(message).suite,
    attenue: true,
    largeurMin: 150,
    rendu: ({ message }) => <Long texte={couperMessage(message).suite} bulle={message} />,
  },
];

interface Props {
  readonly apercu: Apercu;
  readonly pied: ReactNode;
}

/** Les anomalies des fichiers, bloquantes d’abord, chacune avec sa cellule ; celle du focus s’écrit en entier dessous. */
export function AnomaliesImport({ apercu, pied }: Props) {
  const grille = useGrille<Ligne>('import-anomalies');
  const [gravite, setGravite] = useState<boolean | null>(null);
  const [courante, setCourante] = useState<Ligne | null>(null);
  const toutes = useMemo(
    () =>
      apercu.anomalies
        .map((anomalie, rang): Ligne => ({ ...anomalie, cle: `${rang}` }))
        .toSorted((a, b) => Number(b.bloquante) - Number(a.bloquante)),
    [apercu.anomalies],
  );
  const lignes = gravite === null ? toutes : toutes.filter(({ bloquante }) => bloquante === gravite);
  const bloquantes = toutes.filter(({ bloquante }) => bloquante).length;
  const aVerifier = toutes.length - bloquantes;
  const fautifs = useMemo(() => [...new Set(apercu.anomalies.map(({ fichier }) => fichier))], [apercu.anomalies]);
  const filtre = (valeur: boolean, nombre: number, mot: string) =>
    nombre > 0 && (
      <button
        type="button"
        className={`import-filtre badge badge-${valeur ? 'al' : 'att'}`}
        aria-pressed={gravite === valeur}
        onClick={() => setGravite(gravite === valeur ? null : valeur)}
      >
        <Signe nom={valeur ? 'refus' : 'attention'} taille={12} />
        {`${formaterEntier(nombre)} ${mot}`}
      </button>
    );
  return (
    <Carte
      titre="Anomalies"
      sousTitre={
        <span className="rangee serree">
          {filtre(true, bloquantes, bloquantes < 2 ? 'bloquante' : 'bloquantes')}
          {filtre(false, aVerifier, 'à vérifier')}
        </span>
      }
      actions={
        toutes.length > 0 && (
          <>
            <RechercheGrille grille={grille} exemple="Filtrer les anomalies…" />
            <BoutonRejets source={{ depotId: apercu.depotId }} fichiers={fautifs} />
          </>
        )
      }
      plein
      pied={pied}
    >
      <Grille
        grille={grille}
        libelle="Liste des anomalies"
        lignes={lignes}
        colonnes={COLONNES}
        cle={({ cle }) => cle}
        onCourante={setCourante}
        vide="Aucune anomalie."
      />
      {courante !== null && (
        <p className="import-anomalie" aria-live="polite">
          <Cellule adresse={adresse(courante) || courante.fichier} /> {courante.message}
        </p>
      )}
    </Carte>
  );
}
