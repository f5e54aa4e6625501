import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { LigneDeLotLue, LotComplet } from '../../../../shared/contract/lots.ts';
import { formaterDate } from '../../../../shared/domaine/dates.ts';
import { formaterIban } from '../../../../shared/domaine/identifiants.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterMontant } from '../../../../shared/domaine/nombres.ts';
import { messageErreur, q } from '../../../api.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import { notifierErreur } from '../../../ui/notifier.tsx';
import { type ColonneTableau, Tableau } from '../../../ui/Tableau.tsx';

function Suite({ ligne }: { readonly ligne: LigneDeLotLue }) {
  if (ligne.issue === 'payee') {
    return (
      <Badge ton="ok" signe="fait">
        {`Payée le ${formaterDate(ligne.issueLe ?? '')}`}
      </Badge>
    );
  }
  if (ligne.issue === 'rejetee') {
    return <span className="al">{`Rejetée : ${ligne.issueMotif ?? 'sans motif'}`}</span>;
  }
  return ligne.active ? null : <span className="encre2">Rendue</span>;
}

function colonnesDe(
  lot: LotComplet,
  enCours: boolean,
  retirer: (echeanceId: number) => void,
): readonly ColonneTableau<LigneDeLotLue>[] {
  return [
    { code: 'rang', titre: 'N°', largeur: '44px', nombre: true, rendu: ({ rang }) => rang, total: '' },
    {
      code: 'dossier',
      titre: 'Dossier',
      largeur: '82px',
      rendu: ({ numeroDossier }) => <span className="encre2">{numeroDossier}</span>,
      total: '',
    },
    {
      code: 'structure',
      titre: 'Structure',
      passe: true,
      rendu: ({ raisonSociale, motifs }) => (
        <>
          <span className="g5 deux-lignes" title={raisonSociale}>
            {raisonSociale || 'Structure sans nom'}
          </span>
          {motifs.length > 0 && <div className="al t12">{motifs.join(' ; ')}</div>}
        </>
      ),
      total: 'Total',
    },
    { code: 'nature', titre: 'Nature', largeur: '104px', rendu: ({ libelle }) => libelle, total: '' },
    { code: 'iban', titre: 'IBAN', largeur: '268px', rendu: ({ iban }) => formaterIban(iban), total: '' },
    // Préparé, un lot n’a pas de suite : ce qui arrête une ligne se lit sous son nom.
    ...(lot.etat === 'prepare'
      ? []
      : [
          {
            code: 'suite',
            titre: 'Suite',
            largeur: '130px',
            passe: true,
            rendu: (ligne: LigneDeLotLue) => <Suite ligne={ligne} />,
            total: '',
          },
        ]),
    ...(lot.etat === 'prepare'
      ? [
          {
            code: 'retirer',
            titre: <span className="invisible">Retirer</span>,
            largeur: '84px',
            rendu: ({ echeanceId, raisonSociale, libelle }: LigneDeLotLue) => (
              <Bouton
                taille="petite"
                titre={`Retirer ${raisonSociale}, ${libelle}`}
                inactif={enCours}
                onClick={() => retirer(echeanceId)}
              >
                Retirer
              </Bouton>
            ),
            total: '',
          },
        ]
      : []),
    {
      code: 'montant',
      titre: 'Montant €',
      nombre: true,
      largeur: '104px',
      rendu: ({ montantCentimes }) => <b className="g6">{formaterMontant(montantCentimes)}</b>,
      total: formaterMontant(lot.lignes.reduce((n, l) => n + l.montantCentimes, 0)),
    },
  ];
}

/** Les lignes du lot, dans leur ordre ; préparé, une ligne peut encore en sortir. */
export function LignesDuLot({ lot }: { readonly lot: LotComplet }) {
  const requetes = useQueryClient();
  const retrait = useMutation(
    q.lots.retirer.mutationOptions({
      onSuccess: () => requetes.invalidateQueries(),
      onError: (erreur) => notifierErreur(messageErreur(erreur)),
    }),
  );
  return (
    <Carte
      titre={lot.numero === null ? `Lignes de « ${lot.libelle} »` : `Lignes du lot ${lot.numero}`}
      sousTitre={pluriel(lot.lignes.length, 'ligne')}
      plein
      className="remplit"
    >
      <Tableau
        libelle="Lignes du lot"
        lignes={lot.lignes}
        cle={({ echeanceId, rang }) => `${rang} ${echeanceId}`}
        colonnes={colonnesDe(lot, retrait.isPending, (echeanceId) => retrait.mutate({ lotId: lot.id, echeanceId }))}
        vide="Plus aucune ligne : abandonnez ce lot."
      />
    </Carte>
  );
}
