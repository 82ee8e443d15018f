import { Body } from "@react-email/body";
import { Button } from "@react-email/button";
import { Container } from "@react-email/container";
import { Head } from "@react-email/head";
import { Heading } from "@react-email/heading";
import { Hr } from "@react-email/hr";
import { Html } from "@react-email/html";
import { Preview } from "@react-email/preview";
import { Section } from "@react-email/section";
import { Text } from "@react-email/text";
import { brand } from "@/lib/brand";
import type { MailAction, MailContent } from "@/lib/mail/templates/content";
import { styles, stylesheet } from "@/lib/mail/templates/theme";

/** The one look of every mail: a card of at most 480 pixels that is readable on a phone, in the dark, and without styles. */
export function MailLayout({ content }: { content: MailContent }) {
  const [first, ...others] = content.actions;
  return (
    <Html lang="en">
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{content.subject}</title>
        <style>{stylesheet}</style>
      </Head>
      <Preview>{content.preview}</Preview>
      <Body className="m-body" style={styles.body}>
        <Container className="m-card" style={styles.card}>
          <Text className="m-muted" style={styles.brand}>
            {brand.name}
          </Text>
          <Heading as="h1" className="m-strong" style={styles.heading}>
            {content.heading}
          </Heading>
          {content.greeting ? <Paragraph text={content.greeting} /> : null}
          {content.paragraphs.map((text) => (
            <Paragraph key={text} text={text} />
          ))}
          {content.quote ? <Quote text={content.quote} /> : null}
          {content.code ? <Code digits={content.code} /> : null}
          {first ? (
            <Button className="m-button" href={first.href} style={styles.button}>
              {first.label}
            </Button>
          ) : null}
          {others.map((action) => (
            <QuietLink key={action.href} action={action} />
          ))}
          <Hr className="m-line" style={styles.line} />
          {content.facts?.length ? <Facts facts={content.facts} /> : null}
          {content.notes.map((text) => (
            <Text key={text} className="m-muted" style={styles.small}>
              {text}
            </Text>
          ))}
          {first ? (
            <Text className="m-muted" style={styles.address}>
              If the button does not work, open this address: {first.href}
            </Text>
          ) : null}
        </Container>
      </Body>
    </Html>
  );
}

function Paragraph({ text }: { text: string }) {
  return (
    <Text className="m-strong" style={styles.text}>
      {text}
    </Text>
  );
}

function Quote({ text }: { text: string }) {
  return (
    <Text className="m-quote" style={styles.quote}>
      {text}
    </Text>
  );
}

/** Two groups of three: easier to carry over by eye. The space is a margin, so that a copied code has none. */
function Code({ digits }: { digits: string }) {
  return (
    <Section>
      <Text className="m-code" style={styles.code}>
        <span>{digits.slice(0, 3)}</span>
        <span style={{ marginLeft: "14px" }}>{digits.slice(3)}</span>
      </Text>
    </Section>
  );
}

function QuietLink({ action }: { action: MailAction }) {
  return (
    <Text style={{ ...styles.small, marginTop: "16px" }}>
      <a className="m-link" href={action.href} style={styles.link}>
        {action.label}
      </a>
    </Text>
  );
}

function Facts({ facts }: { facts: [label: string, value: string][] }) {
  return (
    <table cellPadding={0} cellSpacing={0} style={styles.facts}>
      <tbody>
        {facts.map(([label, value]) => (
          <tr key={label}>
            <th className="m-muted" scope="row" align="left" style={{ ...styles.factLabel, fontWeight: 400 }}>
              {label}
            </th>
            <td className="m-strong" style={styles.factValue}>
              {value}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
