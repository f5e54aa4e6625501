import { Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { DateInput, TimeInput } from '@mantine/dates';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { lireDate } from '../../shared/domaine/dates.ts';
import { formaterMontant, lireMontant } from '../../shared/domaine/nombres.ts';

interface Commun {
  readonly libelle: string;
  readonly description?: ReactNode;
  /** Phrase rouge sous le champ. */
  readonly erreur?: string | null | undefined;
  readonly obligatoire?: boolean;
  readonly inactif?: boolean;
  readonly exemple?: string;
  /** Le libellé reste dit, sans être montré. */
  readonly libelleCache?: boolean;
  readonly focusInitial?: boolean;
  readonly className?: string;
}

function communs(props: Commun) {
  return {
    ...(props.libelleCache === true ? { 'aria-label': props.libelle } : { label: props.libelle }),
    description: props.description,
    error: props.erreur ?? undefined,
    // L’astérisque seul : la validation, en français, est celle du formulaire.
    withAsterisk: props.obligatoire ?? false,
    disabled: props.inactif ?? false,
    ...(props.exemple === undefined ? {} : { placeholder: props.exemple }),
    ...(props.className === undefined ? {} : { className: props.className }),
    'data-autofocus': props.focusInitial === true ? true : undefined,
  };
}

interface Texte extends Commun {
  readonly valeur: string;
  readonly onChange: (valeur: string) => void;
  readonly onSortie?: () => void;
  readonly longueurMax?: number;
}

export function ChampTexte(props: Texte & { readonly type?: 'text' | 'email' | 'tel' | 'search' }) {
  return (
    <TextInput
      {...communs(props)}
      type={props.type ?? 'text'}
      value={props.valeur}
      {...(props.longueurMax === undefined ? {} : { maxLength: props.longueurMax })}
      onChange={(evenement) => props.onChange(evenement.currentTarget.value)}
      onBlur={props.onSortie}
    />
  );
}

export function ZoneTexte(props: Texte & { readonly lignes?: number }) {
  return (
    <Textarea
      {...communs(props)}
      value={props.valeur}
      rows={props.lignes ?? 3}
      {...(props.longueurMax === undefined ? {} : { maxLength: props.longueurMax })}
      onChange={(evenement) => props.onChange(evenement.currentTarget.value)}
      onBlur={props.onSortie}
    />
  );
}

interface Nombre extends Commun {
  readonly valeur: number | null;
  readonly onChange: (valeur: number | null) => void;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly decimales?: number;
  readonly suffixe?: string;
}

/** Un nombre, virgule décimale ; `null` si le champ est vide. */
export function ChampNombre(props: Nombre) {
  return (
    <NumberInput
      {...communs(props)}
      value={props.valeur ?? ''}
      decimalSeparator=","
      allowedDecimalSeparators={[',', '.']}
      thousandSeparator={'\u202f'}
      decimalScale={props.decimales ?? 0}
      hideControls
      {...(props.minimum === undefined ? {} : { min: props.minimum, allowNegative: props.minimum < 0 })}
      {...(props.maximum === undefined ? {} : { max: props.maximum })}
      {...(props.suffixe === undefined ? {} : { suffix: `\u00a0${props.suffixe}` })}
      onChange={(valeur) => props.onChange(typeof valeur === 'number' ? valeur : null)}
    />
  );
}

/** Un taux en points de base, montré et tapé en pour cent : 3250 ↔ « 32,5 % ». */
export function ChampTaux(props: Omit<Nombre, 'decimales' | 'suffixe'>) {
  return (
    <ChampNombre
      {...props}
      decimales={2}
      suffixe="%"
      minimum={0}
      maximum={100}
      valeur={props.valeur === null ? null : props.valeur / 100}
      onChange={(valeur) => props.onChange(valeur === null ? null : Math.round(valeur * 100))}
    />
  );
}

interface Montant extends Commun {
  /** En centimes. */
  readonly valeur: number | null;
  readonly onChange: (centimes: number | null) => void;
}

/** Un montant en centimes, tapé comme on l’écrit (« 1 234,56 », « 220+144 ») ; lu et remis en forme à la sortie du champ. */
export function ChampMontant(props: Montant) {
  const ecrit = props.valeur === null ? '' : formaterMontant(props.valeur);
  // Le brouillon tant que l’agent tape ; null : on montre la valeur.
  const [brouillon, setBrouillon] = useState<string | null>(null);
  const [refus, setRefus] = useState<string | null>(null);
  function valider() {
    if (brouillon === null) return;
    if (brouillon.trim() === '') {
      props.onChange(null);
      setRefus(null);
      setBrouillon(null);
      return;
    }
    const lu = lireMontant(brouillon);
    setRefus(lu.valide ? null : lu.raison);
    if (!lu.valide) return;
    props.onChange(lu.valeur);
    setBrouillon(null);
  }
  return (
    <TextInput
      {...communs({ ...props, erreur: refus ?? props.erreur })}
      value={brouillon ?? ecrit}
      inputMode="decimal"
      rightSection={<span className="encre3">€</span>}
      classNames={{ input: 'champ-montant' }}
      onChange={(evenement) => setBrouillon(evenement.currentTarget.value)}
      onBlur={valider}
      onKeyDown={(evenement) => {
        if (evenement.key === 'Enter') valider();
      }}
    />
  );
}

interface DateOuHeure extends Commun {
  /** Date `AAAA-MM-JJ` ou heure `HH:MM`. */
  readonly valeur: string | null;
  readonly onChange: (valeur: string | null) => void;
}

/**
 * Une date `AAAA-MM-JJ`, montrée et tapée JJ/MM/AAAA, ou choisie dans le calendrier. Le calendrier s’ouvre d’un clic ou
 * d’Alt+Bas, jamais du seul fait d’arriver dans le champ : il cacherait la suite du formulaire à qui tape.
 */
export function ChampDate(props: DateOuHeure) {
  const [calendrier, setCalendrier] = useState(false);
  function surTouche({ key, altKey }: KeyboardEvent) {
    if (altKey && key === 'ArrowDown') setCalendrier(true);
    if (key === 'Escape' || key === 'Enter' || key === 'Tab') setCalendrier(false);
  }
  return (
    <DateInput
      {...communs({ exemple: 'JJ/MM/AAAA', ...props })}
      popoverProps={{ opened: calendrier }}
      // Échap ferme le calendrier, pas le dialogue qui le porte.
      data-mantine-stop-propagation={calendrier}
      onClick={() => setCalendrier(true)}
      onBlur={() => setCalendrier(false)}
      onKeyDown={surTouche}
      value={props.valeur}
      valueFormat="DD/MM/YYYY"
      clearable={props.obligatoire !== true}
      clearButtonProps={{ 'aria-label': 'Effacer la date' }}
      dateParser={(texte) => {
        const lu = lireDate(texte);
        return lu.valide ? lu.valeur : null;
      }}
      previousLabel="Précédent"
      nextLabel="Suivant"
      ariaLabels={{
        nextMonth: 'Mois suivant',
        previousMonth: 'Mois précédent',
        nextYear: 'Année suivante',
        previousYear: 'Année précédente',
        nextDecade: 'Décennie suivante',
        previousDecade: 'Décennie précédente',
      }}
      onChange={(date) => {
        setCalendrier(false);
        props.onChange(date);
      }}
    />
  );
}

/** Une heure `HH:MM`. */
export function ChampHeure(props: DateOuHeure) {
  return (
    <TimeInput
      {...communs(props)}
      value={props.valeur ?? ''}
      onChange={(evenement) => props.onChange(evenement.currentTarget.value || null)}
    />
  );
}

export interface OptionListe<V extends string> {
  readonly valeur: V;
  readonly libelle: string;
}

interface Liste<V extends string> extends Commun {
  readonly options: readonly OptionListe<V>[];
  readonly valeur: V | null;
  readonly onChange: (valeur: V) => void;
  /** On peut taper pour chercher. */
  readonly cherchable?: boolean;
}

/** Une valeur parmi une liste fermée. */
export function ChampListe<V extends string>(props: Liste<V>) {
  return (
    <Select
      {...communs(props)}
      data={props.options.map(({ valeur, libelle }) => ({ value: valeur, label: libelle }))}
      value={props.valeur}
      allowDeselect={false}
      checkIconPosition="right"
      searchable={props.cherchable ?? false}
      // On cherche en tapant : dessiner des milliers de lignes figerait la page.
      limit={props.cherchable === true ? 200 : Number.POSITIVE_INFINITY}
      nothingFoundMessage="Rien ne correspond"
      comboboxProps={{ transitionProps: { duration: 0 } }}
      onChange={(valeur) => {
        const option = props.options.find((une) => une.valeur === valeur);
        if (option) props.onChange(option.valeur);
      }}
    />
  );
}

interface Case extends Commun {
  readonly valeur: boolean;
  readonly onChange: (valeur: boolean) => void;
  /** Ni cochée ni décochée : une partie d’un groupe. */
  readonly partielle?: boolean;
}

export function CaseACocher(props: Case) {
  return (
    <Checkbox
      {...(props.libelleCache === true ? { 'aria-label': props.libelle } : { label: props.libelle })}
      description={props.description}
      error={props.erreur ?? undefined}
      disabled={props.inactif ?? false}
      checked={props.valeur}
      indeterminate={props.partielle ?? false}
      onChange={(evenement) => props.onChange(evenement.currentTarget.checked)}
    />
  );
}
