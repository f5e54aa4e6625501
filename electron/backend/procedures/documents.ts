import { enregistrerDocument } from '../documents/produire.ts';
import type { Procedures } from './os.ts';
import { os } from './os.ts';

export const documents: Procedures<'documents'> = {
  enregistrer: os.documents.enregistrer.handler(({ context, input }) => enregistrerDocument(context, input.documentId)),
};
