import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { NumeroConnu, PreuveAppel } from '../../shared/contract/banque.ts';
import { dateDe, formaterDate } from '../../shared/domaine/dates.ts';
import { formaterTelephone } from '../../shared/domaine/preuve-appel.ts';
import { messageErreur, q } from '../api.ts';
import { Alerte, Chargement } from '../ui/Alerte.tsx';
import { ChampDate, ChampListe, ChampTexte, ZoneTexte } from '../ui/Champs.tsx';

/** L’appel tel qu’il se tape, et ce qui manque pour l’envoyer. */
export interface AppelEnCours {
  readonly preuve: PreuveAppel;
  readonly connu: boolean;
}

export function manqueAppel({ preuve, connu }: AppelEnCours): Partial<Record<keyof PreuveAppel, string>> {
  return {
    ...(preuve.telephone.trim() === '' ? { telephone: 'Dites quel numéro a été appelé.' } : {}),
    ...(preuve.aupresDe.trim() === '' ? { aupresDe: 'Dites qui a répondu.' } : {}),
    ...(preuve.date === '' ? { date: 'Donnez le jour de l’appel.' } : {}),
    ...(!connu && preuve.precision.trim() === '' ? { precision: 'Dites d’où vient ce numéro.' } : {}),
  };
}

const AUTRE = 'autre';

function direNumero({ telephone, source, depuis, connuAvant }: NumeroConnu): string {
  const quand = connuAvant ? `connu depuis le ${formaterDate(dateDe(depuis))}` : 'arrivé avec cet IBAN';
  return `${formaterTelephone(telephone)} · ${source}, ${quand}`;
}

interface Props {
  readonly structureId: number;
  readonly iban: string;
  readonly valeur: AppelEnCours | null;
  readonly essaye: boolean;
  readonly onChange: (appel: AppelEnCours) => void;
}

/** Qui a été appelé, à quel numéro, quand : la Caf propose ceux qu’elle connaissait avant que l’IBAN n’arrive. */
export function FormulaireAppel({ structureId, iban, ...suite }: Props) {
  const { data, error } = useQuery(q.banque.numeros.queryOptions({ input: { structureId, iban } }));
  if (error) {
    return (
      <Alerte ton="al" titre="Les numéros connus n’ont pas pu être lus.">
        {messageErreur(error)}
      </Alerte>
    );
  }
  return data ? <Champs {...data} {...suite} /> : <Chargement />;
}

function Champs({
  numeros,
  aujourdhui,
  valeur,
  essaye,
  onChange,
}: Pick<Props, 'valeur' | 'essaye' | 'onChange'> & {
  readonly numeros: readonly NumeroConnu[];
  readonly aujourdhui: string;
}) {
  const premier = numeros.find((numero) => numero.connuAvant);
  const [choix, setChoix] = useState(premier?.telephone ?? AUTRE);
  const appel = valeur ?? {
    preuve: { aupresDe: '', telephone: premier?.telephone ?? '', date: aujourdhui, precision: '' },
    connu: premier !== undefined,
  };
  const manque = essaye ? manqueAppel(appel) : {};
  const changer = (champs: Partial<PreuveAppel>, connu = appel.connu) =>
    onChange({ preuve: { ...appel.preuve, ...champs }, connu });
  const choisi = numeros.find((numero) => numero.telephone === choix);
  return (
    <>
      <ChampListe
        libelle="Numéro appelé"
        obligatoire
        options={[
          ...numeros.map((numero) => ({ valeur: numero.telephone, libelle: direNumero(numero) })),
          { valeur: AUTRE, libelle: 'Un autre numéro…' },
        ]}
        valeur={choix}
        onChange={(telephone) => {
          const numero = numeros.find((un) => un.telephone === telephone);
          setChoix(telephone);
          changer({ telephone: numero?.telephone ?? '' }, numero?.connuAvant ?? false);
        }}
      />
      {choix === AUTRE && (
        <ChampTexte
          libelle="Autre numéro"
          type="tel"
          obligatoire
          longueurMax={40}
          exemple="02 38 00 00 00"
          valeur={appel.preuve.telephone}
          erreur={manque.telephone}
          onChange={(telephone) => changer({ telephone }, false)}
        />
      )}
      {!appel.connu && (
        <Alerte ton="att">
          {choisi
            ? 'Ce numéro est arrivé avec l’IBAN : s’il vient d’un faux message, il ne prouve rien.'
            : premier
              ? 'Un numéro que la Caf ne connaissait pas ne prouve rien à lui seul.'
              : 'La Caf ne connaissait aucun numéro de cette structure : cherchez-en un hors du message reçu (mairie, annuaire, site du porteur).'}
        </Alerte>
      )}
      <div className="rangee passe">
        <ChampTexte
          libelle="Personne qui a répondu"
          obligatoire
          focusInitial
          longueurMax={120}
          exemple="Mme Martin, trésorière"
          valeur={appel.preuve.aupresDe}
          erreur={manque.aupresDe}
          onChange={(aupresDe) => changer({ aupresDe })}
        />
        <ChampDate
          libelle="Jour de l’appel"
          obligatoire
          valeur={appel.preuve.date === '' ? null : appel.preuve.date}
          erreur={manque.date}
          onChange={(date) => changer({ date: date ?? '' })}
        />
      </div>
      <ZoneTexte
        libelle={appel.connu ? 'Précision (facultatif)' : 'D’où vient ce numéro'}
        obligatoire={!appel.connu}
        lignes={2}
        longueurMax={500}
        exemple={
          appel.connu ? 'IBAN relu en entier, RIB signé reçu le même jour' : 'standard de la mairie, qui a transféré'
        }
        valeur={appel.preuve.precision}
        erreur={manque.precision}
        onChange={(precision) => changer({ precision })}
      />
    </>
  );
}
