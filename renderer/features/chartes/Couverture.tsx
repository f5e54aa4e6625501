import type { Charte } from '../../../shared/domaine/charte.ts';
import { couvrir, LIBELLES_FAMILLE } from '../../../shared/domaine/exigences.ts';
import { Signe } from '../../ui/Signe.tsx';

/** Ce que demandent le dépliant et le référentiel, et par quoi cette charte le vérifie. */
export function Couverture({ charte, titre: Titre }: { readonly charte: Charte; readonly titre: 'h3' | 'h4' }) {
  const familles = [...Map.groupBy(couvrir(charte), ({ exigence }) => exigence.famille)];
  const nommer = (code: string) => charte.conditions.find((c) => c.code === code)?.libelle ?? code;
  return (
    <div className="charte-couverture">
      {familles.map(([famille, membres]) => (
        <section key={famille} aria-label={LIBELLES_FAMILLE[famille]}>
          <Titre>{LIBELLES_FAMILLE[famille]}</Titre>
          <ul>
            {membres.map(({ exigence, par }) => (
              <li key={exigence.code}>
                <Signe
                  nom={par.length > 0 ? 'fait' : 'attention'}
                  className={par.length > 0 ? 'ok' : 'att'}
                  titre={par.length > 0 ? 'vérifié' : 'non vérifié'}
                />
                <span>
                  {exigence.libelle}
                  <span className="encre3 t11">
                    {par.length > 0 ? ` : ${par.map(nommer).join(', ')}` : ' : rien ne le vérifie'}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
