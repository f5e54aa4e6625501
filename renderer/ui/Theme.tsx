import '@mantine/core/styles.layer.css';
import '@mantine/dates/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import '@mantine/dropzone/styles.layer.css';
import 'dayjs/locale/fr';
import './polices.css';
import './jetons.css';
import './base.css';
import './mantine.css';
import './composants.css';
import './listes.css';
import './impression.css';
import { createTheme, type MantineColorsTuple, MantineProvider, useMantineColorScheme } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { Notifications } from '@mantine/notifications';
import { type ReactNode, useEffect } from 'react';
import { Confirmations } from './Dialogue.tsx';
import { retenirLesRefus } from './refus-de-saisie.ts';

const PETROLE: MantineColorsTuple = [
  '#e1eff3',
  '#c9e1e8',
  '#a3cdd9',
  '#7ab2c2',
  '#4c98ae',
  '#2a7d95',
  '#156c86',
  '#0b5f78',
  '#084a5e',
  '#063747',
];

// Sans défilement bloqué : la page ne défile pas elle-même, et ce blocage injecterait un style sans nonce.
// Menus, listes et messages vont dans une région nommée : rien ne flotte hors des repères de la page.
const ID_FLOTTANTS = 'flottants';
const FLOTTANT = { lockScroll: false } as const;
const CHAMP = { size: 'xs' } as const;

const theme = createTheme({
  primaryColor: 'petrole',
  colors: { petrole: PETROLE },
  primaryShade: 7,
  fontFamily: "'Inter', 'Segoe UI', system-ui, sans-serif",
  defaultRadius: 5,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Portal: { defaultProps: { target: `#${ID_FLOTTANTS}` } },
    ModalRoot: { defaultProps: { ...FLOTTANT, transitionProps: { duration: 0 } } },
    Drawer: { defaultProps: FLOTTANT },
    Menu: {
      defaultProps: {
        transitionProps: { duration: 0 },
        radius: 6,
        withInitialFocusPlaceholder: false,
      },
    },
    Popover: { defaultProps: { transitionProps: { duration: 0 } } },
    Tooltip: { defaultProps: { transitionProps: { duration: 0 }, openDelay: 300 } },
    TextInput: { defaultProps: CHAMP },
    Textarea: { defaultProps: CHAMP },
    Select: { defaultProps: CHAMP },
    TimeInput: { defaultProps: CHAMP },
    Checkbox: { defaultProps: CHAMP },
  },
});

export type Apparence = 'auto' | 'clair' | 'sombre';
const VERS_MANTINE = { auto: 'auto', clair: 'light', sombre: 'dark' } as const;
const DEPUIS_MANTINE = { auto: 'auto', light: 'clair', dark: 'sombre' } as const;

/** Le nonce posé par l’hôte : les styles injectés (Mantine, grille) doivent le porter. */
export function lireNonce(): string {
  // L’attribut `content` est vidé par aucun navigateur, au contraire de l’attribut `nonce`.
  const balise = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]');
  return balise?.nonce || balise?.getAttribute('nonce') || balise?.content || '';
}

/** Clair, sombre, ou comme le système ; gardé sur ce poste. */
export function useApparence(): { apparence: Apparence; choisir: (apparence: Apparence) => void } {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return {
    apparence: DEPUIS_MANTINE[colorScheme],
    choisir: (apparence) => setColorScheme(VERS_MANTINE[apparence]),
  };
}

/** Le thème, les notifications et les confirmations, autour de toute l’application. */
export function Theme({ children }: { readonly children: ReactNode }) {
  useEffect(retenirLesRefus, []);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={lireNonce} withGlobalClasses={false}>
      <DatesProvider settings={{ locale: 'fr', firstDayOfWeek: 1 }}>
        {children}
        <section id={ID_FLOTTANTS} aria-label="Menus et messages" />
        <Confirmations />
        <Notifications position="bottom-right" limit={4} containerWidth={380} />
      </DatesProvider>
    </MantineProvider>
  );
}
