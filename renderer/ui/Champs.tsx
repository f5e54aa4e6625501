import { Checkbox, Input, Popover, Select, Textarea, TextInput } from '@mantine/core';
import { Calendar, TimeInput } from '@mantine/dates';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { formaterDate } from '../../shared/domaine/dates.ts';
import { formaterMontant } from '../../shared/domaine/nombres.ts';
import { ecrireNombre, lireDateSaisie, lireMontantSaisi, lireNombreSaisi } from '../../shared/domaine/saisies.ts';
import { useTexteSaisi } from './use-texte-saisi.ts';

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
  /** `refuse` : le champ porte un texte qui ne se lit pas ; qui enregistre à mesure n’écrit alors rien. */
  readonly onChange: (valeur: number | null, refuse: boolean) => void;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly decimales?: number;
  readonly suffixe?: string;
  /** Ajouté à ce qui ne va pas : « 12 est gardé. » */
  readonly siRefuse?: string;
}

/** Un nombre, virgule décimale ; `null` si le champ est vide ou si ce qui y est tapé n’est pas un nombre attendu. */
export function ChampNombre(props: Nombre) {
  const { decimales = 0, minimum, maximum } = props;
  const suffixe = props.suffixe === undefined ? '' : `\u00a0${props.suffixe}`;
  const { texte, raison, refuse, taper, valider } = useTexteSaisi<number>({
    ...props,
    // Le suffixe est dans le champ : l’agent peut n’en changer que les chiffres.
    lire: (tape) => lireNombreSaisi(oterSuffixe(tape, props.suffixe), { decimales, minimum, maximum }),
    ecrire: (valeur) => `${ecrireNombre(valeur)}${suffixe}`,
    siVide: props.obligatoire === true ? 'Donnez un nombre.' : null,
  });
  const refus = raison === null || props.siRefuse === undefined ? raison : `${raison} ${props.siRefuse}`;
  return (
    <TextInput
      {...communs({ ...props, erreur: refus ?? props.erreur })}
      value={texte}
      inputMode={decimales > 0 ? 'decimal' : 'numeric'}
      autoComplete="off"
      data-refuse={refuse}
      onChange={(evenement) => taper(evenement.currentTarget.value)}
      onBlur={valider}
      onKeyDown={(evenement) => {
        if (evenement.key === 'Enter') valider();
      }}
    />
  );
}

function oterSuffixe(texte: string, suffixe: string | undefined): string {
  const net = texte.trim();
  return suffixe !== undefined && net.endsWith(suffixe) ? net.slice(0, -suffixe.length) : net;
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
      onChange={(valeur, refuse) => props.onChange(valeur === null ? null : Math.round(valeur * 100), refuse)}
    />
  );
}

interface Montant extends Commun {
  /** En centimes. */
  readonly valeur: number | null;
  readonly onChange: (centimes: number | null, refuse: boolean) => void;
  /** En centimes. */
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Un montant en centimes, tapé comme on l’écrit (« 1 234,56 », « 220+144 ») ; lu et remis en forme à la sortie du champ. */
export function ChampMontant(props: Montant) {
  const { texte, raison, refuse, taper, valider } = useTexteSaisi<number>({
    ...props,
    lire: (tape) => lireMontantSaisi(tape, props),
    ecrire: formaterMontant,
    siVide: props.obligatoire === true ? 'Donnez un montant.' : null,
    aLaSortie: true,
  });
  return (
    <TextInput
      {...communs({ ...props, erreur: raison ?? props.erreur })}
      value={texte}
      inputMode="decimal"
      autoComplete="off"
      data-refuse={refuse}
      rightSection={<span className="encre3">€</span>}
      classNames={{ input: 'champ-montant' }}
      onChange={(evenement) => taper(evenement.currentTarget.value)}
      onBlur={valider}
      onKeyDown={(evenement) => {
        if (evenement.key === 'Enter') valider();
      }}
    />
  );
}

interface UneDate extends Commun {
  /** `AAAA-MM-JJ`. */
  readonly valeur: string | null;
  /** `refuse` : le champ porte un texte qui n’est pas une date entière ; qui enregistre à mesure n’écrit alors rien. */
  readonly onChange: (valeur: string | null, refuse: boolean) => void;
}

const DATE_ECRITE = 'JJ/MM/AAAA';

/**
 * Une date `AAAA-MM-JJ`, montrée et tapée JJ/MM/AAAA, ou choisie dans le calendrier ; `null` tant que le texte n’en est
 * pas une. Le calendrier s’ouvre d’un clic ou d’Alt+Bas, jamais du seul fait d’arriver dans le champ : il cacherait la
 * suite du formulaire à qui tape.
 */
export function ChampDate(props: UneDate) {
  const { valeur, obligatoire = false } = props;
  const [calendrier, setCalendrier] = useState(false);
  const { texte, raison, refuse, taper, valider, choisir } = useTexteSaisi<string>({
    ...props,
    lire: lireDateSaisie,
    ecrire: formaterDate,
    siVide: obligatoire ? 'Donnez une date.' : null,
    isFini: (tape) => tape.trim().length >= DATE_ECRITE.length,
  });
  function surTouche({ key, altKey }: KeyboardEvent) {
    if (altKey && key === 'ArrowDown') setCalendrier(true);
    if (key === 'Escape' || key === 'Enter' || key === 'Tab') setCalendrier(false);
    if (key === 'Enter') valider();
  }
  function prendre(date: string | null) {
    setCalendrier(false);
    choisir(date);
  }
  return (
    <Popover opened={calendrier} position="bottom-start" trapFocus={false} withRoles={false}>
      <Popover.Target>
        <TextInput
          {...communs({ exemple: DATE_ECRITE, ...props, erreur: raison ?? props.erreur })}
          value={texte}
          autoComplete="off"
          data-refuse={refuse}
          // Échap ferme le calendrier, pas le dialogue qui le porte.
          data-mantine-stop-propagation={calendrier}
          onClick={() => setCalendrier(true)}
          onBlur={() => {
            setCalendrier(false);
            valider();
          }}
          onKeyDown={surTouche}
          onChange={(evenement) => taper(evenement.currentTarget.value)}
          rightSection={
            !obligatoire && texte !== '' && props.inactif !== true ? (
              <Input.ClearButton aria-label="Effacer la date" onClick={() => prendre(null)} />
            ) : undefined
          }
        />
      </Popover.Target>
      {/* Le focus reste au champ : le perdre fermerait le calendrier avant le clic. */}
      <Popover.Dropdown onMouseDown={(evenement) => evenement.preventDefault()}>
        <Calendar
          // Une autre date tapée : le calendrier la montre.
          key={valeur}
          {...(valeur === null ? {} : { defaultDate: valeur })}
          __preventFocus
          size="xs"
          getDayProps={(jour) => ({ selected: jour === valeur, onClick: () => prendre(jour) })}
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
        />
      </Popover.Dropdown>
    </Popover>
  );
}

interface Heure extends Commun {
  /** `HH:MM`. */
  readonly valeur: string | null;
  readonly onChange: (valeur: string | null) => void;
}

/** Une heure `HH:MM`. */
export function ChampHeure(props: Heure) {
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
