import { Component, type ReactNode } from 'react';

interface Props {
  /** La page montrée : en changer efface l’erreur. */
  readonly ici: string;
  readonly renderErreur: (cause: unknown, reprendre: () => void) => ReactNode;
  readonly children: ReactNode;
}
interface Etat {
  readonly erreur: { readonly cause: unknown } | null;
}

/** Une exception pendant l’affichage s’arrête ici, au lieu de vider la fenêtre. React n’offre cela qu’à une classe. */
export class Garde extends Component<Props, Etat> {
  override state: Etat = { erreur: null };
  /** La page qui a échoué ; null tant que l’échec n’est pas affiché. */
  private echouee: string | null = null;

  static getDerivedStateFromError(cause: unknown): Etat {
    return { erreur: { cause } };
  }

  override componentDidCatch(): void {
    this.echouee = this.props.ici;
  }

  override componentDidUpdate(): void {
    // Appelé avant componentDidCatch : une page qui échoue dès qu’on y arrive n’est pas retentée sans fin.
    if (this.echouee !== null && this.echouee !== this.props.ici) this.reprendre();
  }

  reprendre = (): void => {
    this.echouee = null;
    this.setState({ erreur: null });
  };

  override render(): ReactNode {
    const { erreur } = this.state;
    return erreur === null ? this.props.children : this.props.renderErreur(erreur.cause, this.reprendre);
  }
}
