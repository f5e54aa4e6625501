import type { ApercuConvention } from '../../shared/contract/conventions.ts';
import { BlocDeLettre, Lignes } from '../courriers/Lettre.tsx';
import './conventions.css';

/** La convention à l’écran : les mots du PDF, dans l’ordre du PDF. */
export function Convention({ convention }: { readonly convention: ApercuConvention }) {
  return (
    <article className="courriers-lettre">
      <p className="t15 g6">{convention.titre}</p>
      {convention.articles.map(({ titre, blocs }) => (
        <section key={titre} className="conventions-article">
          {titre !== '' && <p className="g6">{titre}</p>}
          {blocs.map((bloc, rang) => (
            // La convention se remplace entière : ses blocs ne se déplacent pas.
            // oxlint-disable-next-line react/no-array-index-key
            <BlocDeLettre key={rang} bloc={bloc} />
          ))}
        </section>
      ))}
      <p>{convention.fait}</p>
      <div className="conventions-signatures">
        <Lignes lignes={convention.signatureCaf} />
        <Lignes lignes={convention.signaturePorteur} />
      </div>
    </article>
  );
}
