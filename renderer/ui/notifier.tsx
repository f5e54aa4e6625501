import { notifications } from '@mantine/notifications';
import { Signe } from './Signe.tsx';

/** Dit qu’une action a réussi ; disparaît seul. */
export function notifier(message: string, titre?: string): void {
  notifications.show({
    message,
    ...(titre === undefined ? {} : { title: titre }),
    icon: <Signe nom="fait" taille={16} />,
    classNames: { icon: 'notification-ok' },
    autoClose: 4000,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Fermer la notification' },
  });
}

/** Dit qu’une action a échoué ; reste jusqu’à ce que l’agent la ferme. */
export function notifierErreur(message: string, titre = 'L’action n’a pas abouti'): void {
  notifications.show({
    message,
    title: titre,
    icon: <Signe nom="refus" taille={16} />,
    classNames: { icon: 'notification-al' },
    autoClose: false,
    withBorder: true,
    role: 'alert',
    closeButtonProps: { 'aria-label': 'Fermer la notification' },
  });
}
