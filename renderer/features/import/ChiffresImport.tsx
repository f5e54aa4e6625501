import type { Apercu } from '../../../shared/contract/imports.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { Icone } from '../../ui/Icone.tsx';
import { type NomSigne, Signe } from '../../ui/Signe.tsx';
import { type NatureDifference, resumerFeuilles } from './libelles-import.ts';

interface Case {
  readonly code: NatureDifference | 'inchange';
  readonly nombre: number;
  readonly libelle: string;
  readonly signe: NomSigne;
  readonly ton: string;
}

function accorder(nombre: number, mot: string): string {
  return nombre < 2 ? mot : `${mot}s`;
}

function casesDe({ bilan, differences }: Apercu): readonly Case[] {
  const { dossiers } = bilan;
  const compter = (nature: NatureDifference) => differences.filter((une) => une.nature === nature).length;
  const champs = compter('modifie');
  const doublons = compter('doublon_probable');
  const ibans = compter('iban');
  const porteurs = compter('structure');
  const cases: readonly Case[] = [
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
    {
      code: 'iban',
      nombre: ibans,
      libelle: `${accorder(ibans, 'demande')} d’IBAN`,
      signe: 'cadenas',
      ton: 'att',
    },
    {
      code: 'structure',
      nombre: porteurs,
      libelle: `${accorder(porteurs, 'porteur')} ${accorder(porteurs, 'ressemblant')}`,
      signe: 'groupe',
      ton: 'att',
    },
  ];
  // Ce qui n’arrive pas à chaque import ne prend de place que s’il est là.
  return cases.filter(({ code, nombre }) => nombre > 0 || (code !== 'iban' && code !== 'structure'));
}

function Fichiers({ apercu }: { readonly apercu: Apercu }) {
  const { fichier, fichiers, feuilles } = apercu;
  const refuses = fichiers.filter(({ refus }) => refus !== null).length;
  return (
    <div>
      <span className="rangee">
        <Icone nom="tableur" className="accent" />
        <strong className="g6 elide" title={fichiers.map(({ nom }) => nom).join('\n')}>
          {fichier}
        </strong>
      </span>
      <span className="encre2 t12 elide">
        {resumerFeuilles(feuilles)}
        {refuses > 0 && <span className="al">{`, ${pluriel(refuses, 'fichier')} ${accorder(refuses, 'refusé')}`}</span>}
      </span>
    </div>
  );
}

interface Props {
  readonly apercu: Apercu;
  readonly nature: NatureDifference | null;
  readonly onNature: (nature: NatureDifference | null) => void;
}

/** La bande des comptes : chacun, choisi, ne laisse que ses lignes. */
export function ChiffresImport({ apercu, nature, onNature }: Props) {
  const cases = casesDe(apercu);
  return (
    <div className="carte import-chiffres">
      <Fichiers apercu={apercu} />
      {cases.map(({ code, nombre, libelle, signe, ton }) => {
        const dedans = (
          <>
            <b>{formaterEntier(nombre)}</b>
            <span className="rangee serree encre2 t12">
              <Signe nom={signe} className={nombre === 0 ? 'encre3' : ton} />
              <span className="elide" title={libelle}>
                {libelle}
              </span>
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
            onClick={() => onNature(nature === code ? null : code)}
          >
            {dedans}
          </button>
        );
      })}
    </div>
  );
}
