// One claim: its words with quotes and figures in place, what it rests on, and why it is to be looked at again.
import { type ClaimView, claimPieces, claimWords, figureText } from "@heed/core/api";
import { Group, Text, Tooltip } from "@mantine/core";
import { AnchorLink } from "../components/links.tsx";
import { Tag, type Tone } from "../components/tag.tsx";
import { dayText } from "../filters/value-names.ts";
import { currentLanguage } from "../i18n/start-i18n.ts";
import { useDesignWords } from "./design-words.ts";
import { Figure } from "./figure-words.tsx";

const TONES = {
  quoted: "request",
  counted: "good",
  supported: "new",
  assumption: "plain",
} as const satisfies Record<ClaimView["basis"], Tone>;

export function ClaimCard({ claim }: { readonly claim: ClaimView }) {
  const t = useDesignWords();
  const { quotes, marks, status } = claim;
  return (
    <div className="claim" data-status={status} id={claim.id}>
      <Group justify="space-between" align="flex-start" gap={8} wrap="nowrap">
        <ClaimText claim={claim} />
        <BasisTag claim={claim} />
      </Group>
      <Group gap={8} align="baseline">
        {marks.length > 0 && <StaleTags claim={claim} />}
        {quotes.map(({ mentionId, words, source, writtenAt }) =>
          words === null ? null : (
            <AnchorLink
              key={mentionId}
              to="/items/$itemId"
              params={{ itemId: mentionId.slice(0, mentionId.indexOf(".")) }}
              size="xs"
              className="quiet-link"
            >
              {[source ?? t("spec.itsItem"), writtenAt === null ? null : dayText(writtenAt)]
                .filter((part) => part !== null)
                .join(", ")}
            </AnchorLink>
          ),
        )}
      </Group>
    </div>
  );
}

export function BasisTag({
  claim: { basis, check },
}: {
  readonly claim: Pick<ClaimView, "basis" | "check">;
}) {
  const t = useDesignWords();
  return (
    <Tooltip
      label={t(`spec.basisHint.${basis}`, { check: check?.name ?? "" })}
      multiline
      maw={320}
      events={{ hover: true, focus: true, touch: true }}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what a claim rests on is told to whoever reaches it by keyboard. */}
      <span tabIndex={0}>
        <Tag tone={TONES[basis]}>{t(`spec.basis.${basis}`)}</Tag>
      </span>
    </Tooltip>
  );
}

function StaleTags({ claim: { marks, counts } }: { readonly claim: ClaimView }) {
  const t = useDesignWords();
  return (
    <>
      <Tag tone="complaint">{t("spec.status.stale")}</Tag>
      <Text size="xs" c="dimmed">
        {marks
          .map(({ reason, index, now }) => {
            const measure = counts[index]?.measure;
            const value =
              now === undefined || measure === undefined
                ? ""
                : figureText(measure, now, currentLanguage());
            return t(`spec.reason.${reason}`, { now: value });
          })
          .join("; ")}
      </Text>
    </>
  );
}

export function ClaimText({ claim }: { readonly claim: ClaimView }) {
  const t = useDesignWords();
  const language = currentLanguage();
  const { basis, counts, quotes } = claim;
  return (
    <div className="claim-words">
      {claimPieces(claimWords(claim, language)).map((piece, index) => {
        // biome-ignore-start lint/suspicious/noArrayIndexKey: pieces of a claim stay in place.
        if (piece.type === "text") return <span key={index}>{piece.text}</span>;
        const count = basis === "counted" ? counts[piece.index] : undefined;
        const quote = quotes[piece.index];
        if (count !== undefined) return <Figure key={index} figure={count} />;
        if (quote?.words == null)
          return (
            <Text key={index} span c="dimmed" fs="italic">
              ({t("spec.gone")})
            </Text>
          );
        return (
          <q key={index} lang={quote.language ?? undefined}>
            <bdi>{quote.words}</bdi>
          </q>
        );
        // biome-ignore-end lint/suspicious/noArrayIndexKey: as above.
      })}
    </div>
  );
}
