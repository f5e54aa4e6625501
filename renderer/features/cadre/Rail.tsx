import { Link, useLocation } from 'wouter';
import type { EtapeCampagne } from '../../../shared/contract/campagnes.ts';
import { chemins } from '../../contexte.tsx';
import { Icone, type NomIcone } from '../../ui/Icone.tsx';
import { Infobulle } from '../../ui/Menus.tsx';
import { type EtatNoeud, etatNoeud, FIL, LIBELLES_ETAT } from './etapes.ts';

interface Props {
  readonly campagneId: number | null;
  readonly etapes: readonly EtapeCampagne[];
  /** 48 px : les noms disparaissent, les info-bulles les disent. */
  readonly etroit: boolean;
}

function SigneNoeud({ etat }: { readonly etat: EtatNoeud }) {
  return (
    <svg className="rail-noeud" width="16" height="16" viewBox="0 0 16 16" aria-hidden>
      {etat === 'faite' && (
        <>
          <circle cx="8" cy="8" r="6.5" fill="currentColor" />
          <path d="M5 8.2l2.1 2.1 3.9-4.2" fill="none" stroke="var(--rail)" strokeWidth="1.7" strokeLinecap="round" />
        </>
      )}
      {etat === 'en_cours' && (
        <>
          <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" />
          <circle cx="8" cy="8" r="2.8" fill="currentColor" />
        </>
      )}
      {etat === 'a_venir' && <circle cx="8" cy="8" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.6" />}
      {etat === 'en_retard' && (
        <>
          <path d="M8 1L15 8 8 15 1 8z" fill="currentColor" />
          <path d="M8 4.8v3.8M8 11v.2" stroke="var(--rail)" strokeWidth="1.7" strokeLinecap="round" />
        </>
      )}
    </svg>
  );
}

function Entree(props: {
  readonly href: string | null;
  readonly libelle: string;
  readonly ici: boolean;
  readonly etroit: boolean;
  readonly precision?: string;
  /** La précision se lit aussi au survol : « étape 8, en retard ». */
  readonly alerte?: boolean;
  readonly numeros?: string;
  readonly classe?: string;
  readonly children: React.ReactNode;
}) {
  const { href, libelle, ici, etroit, precision, alerte = false, numeros, classe = '', children } = props;
  const contenu = (
    <>
      <span className="rail-signe">{children}</span>
      <span className={etroit ? 'invisible' : 'rail-nom'}>{libelle}</span>
      {precision !== undefined && <span className="invisible">{`, ${precision}`}</span>}
      {numeros !== undefined && !etroit && (
        <span className="rail-numeros" aria-hidden>
          {numeros}
        </span>
      )}
    </>
  );
  const bulle =
    href === null
      ? `${libelle} : prévu dans une prochaine version`
      : etroit || alerte
        ? [libelle, alerte ? precision : undefined].filter((part) => part !== undefined).join(', ')
        : null;
  const entree =
    href === null ? (
      // Un nœud du fil, pas un lien : il dit l’état de l’étape, sa page viendra.
      <button type="button" className={`rail-entree rail-a-venir ${classe}`} aria-disabled>
        {contenu}
      </button>
    ) : (
      <Link
        href={href}
        className={`rail-entree ${ici ? 'rail-ici' : ''} ${classe}`}
        {...(ici ? { 'aria-current': 'page' } : {})}
      >
        {contenu}
      </Link>
    );
  return bulle === null ? entree : <Infobulle texte={bulle}>{entree}</Infobulle>;
}

const BAS: readonly (readonly [libelle: string, icone: NomIcone, href: string | null])[] = [
  ['Structures', 'agents', chemins.structures],
  ['Journal', 'journal', chemins.journal],
  ['Paramètres', 'parametres', chemins.parametres],
];

/** Le rail : le fil des étapes et leur état, puis ce qui ne dépend pas d’une campagne. */
export function Rail({ campagneId, etapes, etroit }: Props) {
  const [chemin] = useLocation();
  const sous = (href: string) => chemin === href || chemin.startsWith(`${href}/`);
  // L’éditeur de chartes s’ouvre des paramètres.
  const dans = (href: string | null) =>
    href !== null && (sous(href) || (href === chemins.parametres && sous(chemins.chartes)));
  return (
    <nav className={`rail ${etroit ? 'rail-etroit' : ''}`} aria-label="Étapes et pages">
      {campagneId !== null && (
        <>
          <Entree
            href={chemins.tableauDeBord(campagneId)}
            libelle="Tableau de bord"
            ici={dans(chemins.tableauDeBord(campagneId))}
            etroit={etroit}
          >
            <Icone nom="tableau" taille={16} />
          </Entree>
          <ol className="rail-fil">
            {FIL.map((noeud) => {
              const href = noeud.chemin?.(campagneId) ?? null;
              const etat = etatNoeud(noeud, etapes);
              return (
                <li key={noeud.libelle}>
                  <Entree
                    href={href}
                    libelle={noeud.libelle}
                    ici={dans(href)}
                    etroit={etroit}
                    numeros={noeud.numeros}
                    precision={`étape ${noeud.numeros}, ${LIBELLES_ETAT[etat]}`}
                    alerte={etat === 'en_retard'}
                    classe={`rail-${etat}`}
                  >
                    <SigneNoeud etat={etat} />
                  </Entree>
                </li>
              );
            })}
          </ol>
        </>
      )}
      <div className="rail-bas">
        {campagneId !== null && (
          <Entree
            href={chemins.cloture(campagneId)}
            libelle="Clôture"
            ici={dans(chemins.cloture(campagneId))}
            etroit={etroit}
          >
            <Icone nom="cadenas" taille={16} />
          </Entree>
        )}
        {BAS.map(([libelle, icone, href]) => (
          <Entree key={libelle} href={href} libelle={libelle} ici={dans(href)} etroit={etroit}>
            <Icone nom={icone} taille={16} />
          </Entree>
        ))}
      </div>
    </nav>
  );
}
