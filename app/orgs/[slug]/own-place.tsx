import { Alert } from "@/components/ui/alert";
import { SectionCard } from "@/components/ui/card";
import { type DateStyle, Moment } from "@/components/ui/moment";
import { isForUnits, isOrganizationPermission, ORGANIZATION_PERMISSIONS } from "@/lib/access/permissions";
import type { MemberView } from "@/lib/organizations/members.schema";
import type { OrganizationView } from "@/lib/organizations/organizations.schema";

export interface OwnPlaceProps {
  organization: OrganizationView;
  /** Null for an operator who is no member. */
  self: MemberView | null;
  look: DateStyle;
}

/** One's roles, where they reach, and everything they allow. */
export function OwnPlace({ organization, self, look }: OwnPlaceProps) {
  const { access } = organization;
  return (
    <SectionCard id="place" title="Your place here">
      {access.as === "operator" && (
        <Alert tone="info" title="You administer this portal">
          You may do everything in every organization. What you do stands in its audit log.
        </Alert>
      )}
      {self && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-[0.9375rem]">
          <Fact name="Role">
            {self.role_name}
            {self.unit_name && <> of {self.unit_name}</>}
          </Fact>
          {self.unit_roles.map((role) => (
            <Fact key={role.id} name="Also">
              {role.role_name} of {role.unit_name}
            </Fact>
          ))}
          <Fact name="Joined">
            <Moment at={self.joined_at} look={look} as="absolute" />
          </Fact>
          {self.ends_at && (
            <Fact name="Ends">
              <Moment at={self.ends_at} look={look} as="absolute" />
            </Fact>
          )}
        </dl>
      )}
      <details className="mt-5">
        <summary className="min-h-6 w-fit cursor-pointer rounded-sm text-sm font-medium text-accent underline-offset-[3px] hover:underline">
          What you may do
        </summary>
        <Permissions slugs={access.permissions} />
        {inUnits(access, self).map(({ id, name, slugs }) => (
          <section key={id} aria-label={name} className="mt-4">
            <h3 className="text-sm font-medium [overflow-wrap:anywhere]">In {name} and below</h3>
            <Permissions slugs={slugs} />
          </section>
        ))}
      </details>
    </SectionCard>
  );
}

function Permissions({ slugs }: { slugs: string[] }) {
  return (
    <ul className="mt-3 grid gap-x-8 gap-y-1.5 text-sm text-muted sm:grid-cols-2">
      {slugs.filter(isOrganizationPermission).map((slug) => (
        <li key={slug}>{ORGANIZATION_PERMISSIONS[slug].description}</li>
      ))}
    </ul>
  );
}

/** What is held in some units only, each unit once; what concerns the organization as a whole is never held so. */
function inUnits(access: OrganizationView["access"], self: MemberView | null): { id: string; name: string; slugs: string[] }[] {
  const names = new Map(self?.unit_roles.map(({ unit_id, unit_name }) => [unit_id, unit_name]));
  if (self?.unit_id && self.unit_name) names.set(self.unit_id, self.unit_name);
  return [...names].flatMap(([id, name]) => {
    const held = access.unit_permissions.filter(({ unit_id }) => unit_id === id).flatMap(({ permissions }) => permissions);
    const slugs = [...new Set(held)].filter(
      (slug) => isOrganizationPermission(slug) && isForUnits(slug) && !access.permissions.includes(slug),
    );
    return slugs.length > 0 ? [{ id, name, slugs }] : [];
  });
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
