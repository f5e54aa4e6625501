import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Collectif, LigneDossier } from '../../../shared/contract/dossiers.ts';
import { LIBELLES_NIVEAU_SCOLAIRE, pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes, formaterEntier, formaterEuros, formaterMontant } from '../../../shared/domaine/nombres.ts';
import { messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { Alerte } from '../../ui/Alerte.tsx';
import { Badge, BadgeDecision, BadgePile, BadgesImport } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import { Axes } from './Axes.tsx';
import { direRang, nommer } from './colonnes-dossiers.tsx';

interface Props {
  readonly campagneId: number;
  readonly ligne: LigneDossier;
  /** Nombre de dossiers qui ont un rang. */
  readonly classes: number;
  readonly baremeTexte: string;
  readonly onOuvrir: () => void;
  readonly onFermer: () => void;
}

function colonnesDe(ligne: LigneDossier): readonly ColonneTableau<Collectif>[] {
  return [
    {
      code: 'lettre',
      titre: <span className="invisible">Lettre</span>,
      largeur: '15px',
      rendu: ({ lettre }) => <b className="g6">{lettre}</b>,
      total: '',
    },
    {
      code: 'niveau',
      titre: 'Niveau',
      rendu: ({ niveau, classes }) => (niveau === null ? (classes ?? '—') : LIBELLES_NIVEAU_SCOLAIRE[niveau]),
      total: 'Total',
    },
    {
      code: 'effectif',
      titre: 'Enf.',
      nombre: true,
      largeur: '30px',
      rendu: ({ effectif }) => (effectif === null ? '—' : formaterEntier(effectif)),
      total: formaterEntier(ligne.effectif),
    },
    {
      code: 'droit',
      titre: 'Droit €',
      nombre: true,
      largeur: '66px',
      rendu: ({ droitCentimes, plafonne }) => (
        <>
          {formaterMontant(droitCentimes)}
          {plafonne && <sup className="dossiers-plafond"> P</sup>}
        </>
      ),
      total: formaterMontant(ligne.droitCentimes),
    },
  ];
}

function Collectifs({
  collectifs,
  ligne,
}: {
  readonly collectifs: readonly Collectif[];
  readonly ligne: LigneDossier;
}) {
  const plafond = collectifs.find(({ plafonne }) => plafonne);
  return (
    <>
      <Tableau
        libelle="Collectifs du dossier"
        dense
        lignes={collectifs}
        cle={({ id }) => id}
        colonnes={colonnesDe(ligne)}
      />
      {plafond && (
        <p className="t11 encre3">
          <b className="accent">P</b> {`plafonné à ${formaterEuros(plafond.droitCentimes)}`}
        </p>
      )}
    </>
  );
}

/** Le dossier de la ligne courante, à droite de la liste. */
export function Apercu({ campagneId, ligne, classes, baremeTexte, onOuvrir, onFermer }: Props) {
  const { id, structure, note, rang } = ligne;
  const { data, error } = useQuery({
    ...q.dossiers.lire.queryOptions({ input: { dossierId: id } }),
    placeholderData: keepPreviousData,
  });
  const lu = data?.id === id ? data : undefined;
  return (
    <aside className="carte dossiers-apercu" aria-label={`Aperçu du dossier ${ligne.numero}`}>
      <div className="dossiers-apercu-corps">
        <div className="rangee">
          <span className="encre2">{ligne.numero}</span>
          <BadgePile pile={ligne.pile} />
          <span className="a-droite">
            <Bouton genre="discret" taille="petite" icone="fermer" libelleSeul="Fermer l’aperçu" onClick={onFermer} />
          </span>
        </div>
        <h2 className="dossiers-apercu-nom">{nommer(ligne)}</h2>
        <p className="encre2 t12">
          {[ligne.communeNom, structure.formeJuridique?.toLowerCase()].filter((part) => part != null).join(' · ')}
        </p>
        {ligne.decision !== null && (
          <div className="rangee dossiers-apercu-etats">
            <BadgeDecision nature={ligne.decision} />
          </div>
        )}
        {(ligne.modifieDepuisLecture || ligne.absentDepuis !== null) && (
          <div className="rangee serree passe dossiers-apercu-etats">
            <BadgesImport {...ligne} />
          </div>
        )}
        {ligne.anomalies > 0 && (
          <div className="rangee dossiers-apercu-etats">
            <Badge ton="att" signe="attention">
              {pluriel(ligne.anomalies, 'anomalie')}
            </Badge>
          </div>
        )}
        <p className="dossiers-apercu-note">
          <b>{note.dixiemes === null ? '—' : formaterDixiemes(note.dixiemes)}</b>
          <span className="encre3">
            {note.dixiemes === null
              ? 'pas encore noté'
              : rang === null
                ? 'sur 100, note partielle'
                : `${rang.exAequo ? '' : 'sur 100 · '}${direRang(rang)} sur ${formaterEntier(classes)}`}
          </span>
        </p>
        <Axes axes={note.axes} />
        {ligne.raisons.length > 0 && (
          <ul className="dossiers-raisons">
            {ligne.raisons.map((raison) => (
              <li key={raison}>{raison}</li>
            ))}
          </ul>
        )}
        <h3>Collectifs</h3>
        {error && <Alerte ton="al">{messageErreur(error)}</Alerte>}
        <Collectifs collectifs={lu?.listeCollectifs ?? []} ligne={ligne} />
        <h3>Budget</h3>
        <dl className="couples">
          <dt>Coût</dt>
          <dd>{formaterEuros(ligne.coutCentimes)}</dd>
          <dt>Demandé</dt>
          <dd>{ligne.demandeCentimes === null ? 'non dit' : formaterEuros(ligne.demandeCentimes)}</dd>
          <dt>Droit calculé</dt>
          <dd className="g6">{formaterEuros(ligne.droitCentimes)}</dd>
          {ligne.agreeCentimes !== null && (
            <>
              <dt>Agréé</dt>
              <dd className="g6">{formaterEuros(ligne.agreeCentimes)}</dd>
            </>
          )}
        </dl>
        {baremeTexte !== '' && <p className="t11 encre3">{baremeTexte}</p>}
      </div>
      <div className="rangee dossiers-apercu-pied">
        <Bouton genre="principal" raccourci="Entrée" onClick={onOuvrir}>
          Ouvrir
        </Bouton>
        <Link href={chemins.lecture(campagneId, id)} className="btn">
          Étudier
        </Link>
      </div>
    </aside>
  );
}
