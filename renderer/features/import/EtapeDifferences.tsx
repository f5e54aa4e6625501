import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Apercu } from '../../../shared/contract/imports.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { Bouton } from '../../ui/Bouton.tsx';
import { Icone } from '../../ui/Icone.tsx';
import { type NomSigne, Signe } from '../../ui/Signe.tsx';
import { AnomaliesImport } from './AnomaliesImport.tsx';
import { ColonnesReconnues } from './ColonnesReconnues.tsx';
import { Differences } from './Differences.tsx';
import { compterDossiers, type NatureDifference, resumerFeuilles } from './libelles-import.ts';
import type { EtatImport, SuiviImport } from './suivi-import.ts';

interface Props {
  readonly apercu: Apercu;
  readonly etat: EtatImport;
  readonly suivi: SuiviImport;
}

interface Case {
  readonly code: NatureDifference | 'inchange';
  readonly nombre: number;
  readonly libelle: string;
  readonly signe: NomSigne;
  readonly ton: string;
}

function casesDe({ bilan, differences }: Apercu): readonly Case[] {
  const { dossiers } = bilan;
  const champs = differences.filter(({ nature }) => nature === 'modifie').length;
  const doublons = differences.filter(({ nature }) => nature === 'doublon_probable').length;
  const accorder = (nombre: number, mot: string) => (nombre < 2 ? mot : `${mot}s`);
  return [
    { code: 'inchange', nombre: dossiers.inchanges, libelle: 'sans changement', signe: 'fait', ton: 'encre2' },
    {
      code: 'nouveau',
      nombre: dossiers.nouveaux,
      libelle: dossiers.nouveaux < 2 ? 'nouveau' : 'nouveaux',
      signe: 'plus',
      ton: 'accent',
    },
    {
      code: 'modifie',
      nombre: dossiers.modifies,
      libelle: `${accorder(dossiers.modifies, 'modifié')}${champs === 0 ? '' : `, ${pluriel(champs, 'champ')}`}`,
      signe: 'ecart',
      ton: 'encre2',
    },
    {
      code: 'doublon_probable',
      nombre: doublons,
      libelle: `${accorder(doublons, 'doublon')} ${accorder(doublons, 'probable')}`,
      signe: 'groupe',
      ton: 'att',
    },
    {
      code: 'disparu',
      nombre: dossiers.disparus,
      libelle: accorder(dossiers.disparus, 'disparu'),
      signe: 'moins',
      ton: 'encre2',
    },
  ];
}

/** Ce que l’import laissera de côté, en une phrase. */
function direLaSuite(apercu: Apercu, refuses: number): string {
  const sansNumero = apercu.anomalies.filter(
    ({ bloquante, numeroDossier }) => bloquante && numeroDossier === null,
  ).length;
  const parts = [
    apercu.ecartes > 0 ? `${pluriel(apercu.ecartes, 'dossier')} bloqué${apercu.ecartes > 1 ? 's' : ''}` : '',
    sansNumero > 0 ? `${pluriel(sansNumero, 'ligne')} sans numéro lisible` : '',
    refuses > 0 ? `${pluriel(refuses, 'dossier')} à votre choix` : '',
  ].filter((part) => part !== '');
  if (parts.length > 0) return `Restent à l’écart : ${parts.join(', ')}.`;
  const { nouveaux, modifies } = apercu.bilan.dossiers;
  return nouveaux + modifies === 0
    ? 'Aucune différence : la base dit déjà la même chose que ce fichier.'
    : 'Tout le fichier sera importé, d’un seul bloc.';
}

/** Troisième étape : ce que le fichier changerait, ce qui cloche, et le bouton qui écrit. */
export function EtapeDifferences({ apercu, etat, suivi }: Props) {
  const requetes = useQueryClient();
  const [nature, setNature] = useState<NatureDifference | null>(null);
  const { retenus, total } = compterDossiers(apercu, etat.refuses);
  async function importer() {
    // Tout ce que l’application montre peut avoir changé : listes, tableau de bord, rail.
    if (await suivi.executer()) await requetes.invalidateQueries();
  }
  return (
    <>
      <div className="carte import-chiffres">
        <div>
          <span className="rangee">
            <Icone nom="tableur" className="accent" />
            <strong className="g6 elide" title={apercu.fichier}>
              {apercu.fichier}
            </strong>
          </span>
          <span className="encre2 t12">{resumerFeuilles(apercu.feuilles)}</span>
        </div>
        {casesDe(apercu).map(({ code, nombre, libelle, signe, ton }) => {
          const dedans = (
            <>
              <b>{formaterEntier(nombre)}</b>
              <span className="rangee serree encre2 t12">
                <Signe nom={signe} className={ton} />
                <span className="elide">{libelle}</span>
              </span>
            </>
          );
          return code === 'inchange' || nombre === 0 ? (
            <div key={code}>{dedans}</div>
          ) : (
            <button
              key={code}
              type="button"
              aria-pressed={nature === code}
              title={nature === code ? 'Montrer toutes les différences' : 'Ne montrer que ces différences'}
              onClick={() => setNature(nature === code ? null : code)}
            >
              {dedans}
            </button>
          );
        })}
      </div>
      <Differences
        apercu={apercu}
        nature={nature}
        refuses={etat.refuses}
        onDecider={suivi.decider}
        onTout={() => setNature(null)}
      />
      <div className="import-bas">
        <AnomaliesImport
          apercu={apercu}
          pied={
            <>
              <span className="t12 elide">{direLaSuite(apercu, etat.refuses.size)}</span>
              <div className="rangee a-droite import-suite">
                <Bouton onClick={() => suivi.aller('colonnes')} inactif={etat.ecriture}>
                  Retour
                </Bouton>
                <Bouton
                  genre="principal"
                  enCours={etat.ecriture}
                  inactif={retenus === 0 || etat.travail !== null}
                  onClick={() => void importer()}
                >
                  {`Importer ${pluriel(retenus, 'dossier')} sur ${formaterEntier(total)}`}
                </Bouton>
              </div>
            </>
          }
        />
        <ColonnesReconnues apercu={apercu} onColonnes={() => suivi.aller('colonnes')} />
      </div>
    </>
  );
}
